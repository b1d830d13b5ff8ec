namespace MlWorkbench.Web.Serving.Protocols;

/// <summary>Shortens texts of callers in sentences.</summary>
internal static class Shown
{
    private const int Characters = 60;
    private const int Names = 10;

    public static string Of(string text) => text.Length <= Characters ? text : text[..Characters] + "…";

    /// <summary>The names in quotation marks, at most ten.</summary>
    public static string Of(IReadOnlyCollection<string> names) =>
        $"{string.Join(", ", names.Take(Names).Select(name => $"'{Of(name)}'"))}{(names.Count > Names ? " …" : "")}";
}
