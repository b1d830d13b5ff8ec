namespace MlWorkbench.Web.Evaluations;

/// <summary>Names of segments on pages.</summary>
internal static class SegmentText
{
    public static string Name(string column, string? level) => level is null ? $"{column} is missing" : $"{column} = {level}";
}
