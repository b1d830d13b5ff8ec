namespace MlWorkbench.Scoring.Package;

/// <summary>Something about a row that does not fit a signature.</summary>
/// <param name="Message">A sentence for the caller.</param>
public sealed record SignatureIssue(IssueKind Kind, string? Column, string Message)
{
    /// <summary>Whether the row cannot be scored; all else is a warning.</summary>
    public bool IsError => Kind == IssueKind.WrongType;
}
