namespace MlWorkbench.Scoring.Package;

/// <summary>A difference between a row and a signature.</summary>
/// <param name="Message">A sentence for the caller.</param>
public sealed record SignatureIssue(IssueKind Kind, string? Column, string Message)
{
    /// <summary>Whether the row cannot be scored. Otherwise the issue is a warning.</summary>
    public bool IsError => Kind == IssueKind.WrongType;
}
