using MlWorkbench.Engine.Datasets.Quality;
using MlWorkbench.Engine.Monitoring;

namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>A comparison in a few sentences.</summary>
internal static class ComparisonSummary
{
    public static string Of(string from, string to, IReadOnlyList<SchemaChange> schema, RowChanges rows, DriftResult shift, SegmentChanges segments) =>
        schema.Count == 0 && rows is { Added: 0, Removed: 0, Changed: null or 0 }
            ? $"{Capital(to)} holds the same as {from}: {QualityText.Rows(rows.Unchanged)}."
            : string.Join(' ', [Rows(from, to, rows), .. Schema(schema), Shift(shift), Segments(segments)]);

    private static string Rows(string from, string to, RowChanges rows)
    {
        string[] parts =
        [
            .. Part(rows.Added, "added"), .. Part(rows.Removed, "removed"), .. Part(rows.Changed ?? 0, "changed"),
        ];
        return parts.Length == 0
            ? $"The rows of {to} are those of {from}."
            : $"From {from} to {to}, {Join(parts)}; {QualityText.Rows(rows.Unchanged)} {(rows.Unchanged == 1 ? "is" : "are")} the same.";
    }

    private static IEnumerable<string> Part(int rows, string verb) => rows == 0 ? [] : [$"{QualityText.Rows(rows)} {(rows == 1 ? "was" : "were")} {verb}"];

    private static IEnumerable<string> Schema(IReadOnlyList<SchemaChange> schema) => schema.Count == 0
        ? []
        : [$"Of the columns, {Join([.. schema.GroupBy(change => change.Kind).Select(kind => $"{QualityText.Count(kind.Count())} {(kind.Count() == 1 ? "was" : "were")} {kind.Key.ToString().ToLowerInvariant()}")])}."];

    private static string Shift(DriftResult shift) => shift switch
    {
        { Tested: 0 } => "No column could be tested for a shift.",
        { Drifted: 0, Tested: 1 } => "The one column that was tested is distributed as before.",
        { Drifted: 0 } => $"All {QualityText.Count(shift.Tested)} columns that were tested are distributed as before.",
        _ => $"{QualityText.Count(shift.Drifted)} of {QualityText.Columns(shift.Tested)} {(shift.Drifted == 1 ? "is" : "are")} distributed differently: {QualityText.Names([.. shift.Features.Where(feature => feature.Drifted).Select(feature => feature.Name)])}.",
    };

    private static string Segments(SegmentChanges segments) => segments.Count switch
    {
        0 => "No segment grew or shrank beyond noise.",
        1 => "1 segment grew or shrank.",
        var count => $"{QualityText.Count(count)} segments grew or shrank.",
    };

    private static string Join(IReadOnlyList<string> parts) => parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
