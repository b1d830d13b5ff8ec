using MlWorkbench.Engine.Datasets.Quality;
using MlWorkbench.Engine.Monitoring;

namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Summarizes a comparison in a few sentences.</summary>
internal static class ComparisonSummary
{
    public static string Of(string from, string to, IReadOnlyList<SchemaChange> schema, RowChanges rows, DriftResult shift, SegmentChanges segments) =>
        schema.Count == 0 && rows is { Added: 0, Removed: 0, Changed: null or 0 }
            ? $"{Capital(to)} has the same content as {from}: {QualityText.Rows(rows.Unchanged)}."
            : string.Join(' ', [Rows(from, to, rows), .. Schema(schema), Shift(shift), Segments(segments)]);

    private static string Rows(string from, string to, RowChanges rows)
    {
        string[] parts =
        [
            .. Part(rows.Added, "added"), .. Part(rows.Removed, "removed"), .. Part(rows.Changed ?? 0, "changed"),
        ];
        return parts.Length == 0
            ? $"The rows of {to} and {from} are the same."
            : $"From {from} to {to}, {Join(parts)}; {QualityText.Rows(rows.Unchanged)} {(rows.Unchanged == 1 ? "is" : "are")} the same.";
    }

    private static IEnumerable<string> Part(int rows, string verb) => rows == 0 ? [] : [$"{QualityText.Rows(rows)} {(rows == 1 ? "was" : "were")} {verb}"];

    private static IEnumerable<string> Schema(IReadOnlyList<SchemaChange> schema) => schema.Count == 0
        ? []
        : [$"Columns: {Join([.. schema.GroupBy(change => change.Kind).Select(kind => Changed(kind.Key, kind.Count()))])}."];

    private static string Changed(SchemaChangeKind kind, int columns) =>
        $"{QualityText.Count(columns)} {(columns == 1 ? "was" : "were")} {kind.ToString().ToLowerInvariant()}";

    private static string Shift(DriftResult shift) => shift switch
    {
        { Tested: 0 } => "No column could be tested for a shift.",
        { Drifted: 0, Tested: 1 } => "The only tested column has the same distribution as before.",
        { Drifted: 0 } => $"All {QualityText.Count(shift.Tested)} tested columns have the same distribution as before.",
        _ => $"{QualityText.Count(shift.Drifted)} of {QualityText.Columns(shift.Tested)} {(shift.Drifted == 1 ? "has" : "have")} another distribution: "
            + $"{QualityText.Names([.. shift.Features.Where(feature => feature.Drifted).Select(feature => feature.Name)])}.",
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
