namespace MlWorkbench.Application.Registry.Requests;

/// <summary>Cleans comments and reasons, and limits their length.</summary>
internal static class TransitionText
{
    private const int MaximumLength = 4_000;

    /// <param name="whenMissing">Message of the error for an empty text.</param>
    public static string Require(string? text, string whenMissing) =>
        Clean(text) is { Length: > 0 } cleaned ? cleaned : throw WorkbenchException.Invalid("comment_missing", whenMissing, column: "comment");

    /// <summary>Removes surrounding white space. Null becomes empty.</summary>
    public static string Clean(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        return trimmed.Length <= MaximumLength
            ? trimmed
            : throw WorkbenchException.Invalid(
                "comment_long",
                $"The comment has {trimmed.Length} characters; at most {MaximumLength} are allowed. Shorten the comment.",
                column: "comment");
    }
}
