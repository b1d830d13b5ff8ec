namespace MlWorkbench.Application.Registry.Requests;

/// <summary>Comments and reasons as people write them.</summary>
internal static class TransitionText
{
    private const int MaximumLength = 4_000;

    /// <param name="whenMissing">What to say when there is none.</param>
    public static string Require(string? text, string whenMissing) =>
        Clean(text) is { Length: > 0 } cleaned ? cleaned : throw WorkbenchException.Invalid("comment_missing", whenMissing, column: "comment");

    /// <summary>Without surrounding blanks; empty for none.</summary>
    public static string Clean(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        return trimmed.Length <= MaximumLength
            ? trimmed
            : throw WorkbenchException.Invalid("comment_long", $"The comment has {trimmed.Length} characters; {MaximumLength} are the most.", column: "comment");
    }
}
