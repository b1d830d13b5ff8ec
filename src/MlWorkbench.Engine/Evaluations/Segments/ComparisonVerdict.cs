namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>A comparison in one sentence: "Wins overall, loses in contract = Two year (0.710 against 0.760, 412 rows)."</summary>
public static class ComparisonVerdict
{
    private const int SegmentsNamed = 2;

    public static string Sentence(ModelComparison comparison)
    {
        var losses = comparison.Segments.Where(segment => segment.Outcome == ComparisonOutcome.Worse).ToArray();
        var wins = comparison.Segments.Where(segment => segment.Outcome == ComparisonOutcome.Better).Reverse().ToArray();
        List<string> parts = [Overall(comparison, details: losses.Length == 0 && wins.Length == 0)];
        if (losses.Length > 0)
        {
            parts.Add($"loses in {Name(losses)}");
        }

        // A win overall already implies better segments, so they are listed only without one.
        if (wins.Length > 0 && comparison.Outcome != ComparisonOutcome.Better)
        {
            parts.Add($"{(losses.Length > 0 ? "but wins" : "wins")} in {Name(wins)}");
        }

        if (losses.Length == 0 && Compared(comparison) is var compared and > 0)
        {
            parts.Add($"no worse beyond noise in any of {compared} segments");
        }

        return string.Join(", ", parts) + ".";
    }

    private static string Overall(ModelComparison comparison, bool details)
    {
        if (comparison.Overall is not { } overall)
        {
            return "Too few rows to compare overall";
        }

        var values = details || comparison.Outcome == ComparisonOutcome.WithinNoise ? $" ({Values(overall)}{(comparison.Rows > 0 ? $", {MetricText.Count(comparison.Rows)} rows" : "")})" : "";
        return comparison.Outcome switch
        {
            ComparisonOutcome.Better => $"Wins overall{values}",
            ComparisonOutcome.Worse => $"Loses overall{values}",
            _ => $"No difference beyond noise overall{values}",
        };
    }

    private static int Compared(ModelComparison comparison) =>
        comparison.Segments.Count(segment => segment.Outcome != ComparisonOutcome.TooFewRows);

    private static string Name(SegmentComparison[] segments)
    {
        var named = segments.Take(SegmentsNamed)
            .Select(segment => $"{MetricText.Segment(segment.Column, segment.Level)} ({Values(segment.Metric!)}, {MetricText.Count(segment.Rows)} rows)");
        var rest = segments.Length - SegmentsNamed;
        return string.Join(", ", named) + (rest > 0 ? $" and {rest} more {(rest == 1 ? "segment" : "segments")}" : "");
    }

    private static string Values(MetricGain gain) => $"{MetricText.Number(gain.Candidate.Value)} against {MetricText.Number(gain.Reference.Value)}";
}
