namespace MlWorkbench.Web.Evaluations;

/// <summary>How pages name a segment.</summary>
internal static class SegmentText
{
    public static string Name(string column, string? level) => level is null ? $"{column} is missing" : $"{column} = {level}";
}
