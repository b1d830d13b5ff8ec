using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>The table of promotion gates, which are evaluated before a version goes to Production.</summary>
internal static class PromotionGates
{
    private static readonly Gate[] Table =
    [
        new("testEvaluation", "Measured on the test split", options => options.TestEvaluation, TestEvaluation),
        new("beatsBaseline", "Better than the baseline", options => options.BeatsBaseline, BeatsBaseline),
        new("notWorseThanProduction", "Not worse than Production", options => options.NotWorseThanProduction, NotWorseThanProduction),
        new("segmentsNotWorse", "No segment worse than in Production", options => options.SegmentsNotWorse, SegmentsNotWorse),
        new("compatibleSignature", "Accepts the rows that Production accepts", options => options.CompatibleSignature, CompatibleSignature),
    ];

    /// <param name="use">If advisory, a blocking gate only warns.</param>
    public static IReadOnlyList<GateResult> Evaluate(GateInput input, PromotionGateOptions options, GateUse use)
    {
        var results = new List<GateResult>();
        foreach (var gate in Table)
        {
            var level = gate.Level(options);
            if (use == GateUse.None || level == GateLevel.Off)
            {
                continue;
            }

            var finding = gate.Check(input, options);
            results.Add(new GateResult(gate.Name, gate.Title, use == GateUse.Advisory ? GateLevel.Warn : level, finding.Passed, finding.Threshold, finding.Value, finding.Sentence));
        }

        return results;
    }

    private static Finding TestEvaluation(GateInput input, PromotionGateOptions options)
    {
        var rows = input.Candidate.TestRows;
        var sentence = rows == 0
            ? "The candidate was not measured on a test split: the value that selected it is too optimistic."
            : $"The candidate was measured once on {MetricText.Count(rows)} rows that the search never saw; "
                + $"at least {MetricText.Count(options.MinimumTestRows)} are required.";
        return new Finding(rows > 0 && rows >= options.MinimumTestRows, options.MinimumTestRows, rows, sentence);
    }

    private static Finding BeatsBaseline(GateInput input, PromotionGateOptions options)
    {
        if (input.AgainstBaseline?.Overall is not { } overall)
        {
            return new Finding(false, null, null, "There is no baseline on the same test rows to compare with.");
        }

        // The value from which the candidate's gain exceeds noise: the near end of the gain's interval is at zero.
        var noise = overall.Gain - overall.Low;
        var bound = overall.Candidate.HigherIsBetter ? overall.Reference.Value + noise : overall.Reference.Value - noise;
        var title = Metrics.Title(overall.Candidate.Name);
        var values = $"{title} is {MetricText.Number(overall.Candidate.Value)}; the baseline, which ignores all columns, has {MetricText.Number(overall.Reference.Value)}";
        var better = input.AgainstBaseline.Outcome == ComparisonOutcome.Better;
        var side = overall.Candidate.HigherIsBetter ? "above" : "below";
        var verdict = better
            ? "The difference is beyond noise."
            : $"The difference is within noise. A value {side} {MetricText.Number(bound)} would be beyond noise.";
        return new Finding(better, bound, overall.Candidate.Value, $"{values}. {verdict} {ComparisonVerdict.Method(input.AgainstBaseline)}");
    }

    private static Finding NotWorseThanProduction(GateInput input, PromotionGateOptions options)
    {
        if (input.Champion is null)
        {
            return Finding.NothingInProduction;
        }

        if (input.Comparison?.Overall is not { } overall)
        {
            return new Finding(
                false,
                null,
                null,
                $"The candidate cannot be compared with version {input.Champion.Number}: the two share no metric with an interval on a test split.");
        }

        // The value from which the candidate's loss exceeds noise: the far end of the gain's interval is at zero.
        var noise = overall.High - overall.Gain;
        var bound = overall.Candidate.HigherIsBetter ? overall.Reference.Value - noise : overall.Reference.Value + noise;
        var side = overall.Candidate.HigherIsBetter ? "below" : "above";
        var title = Metrics.Title(overall.Candidate.Name);
        var values = $"{title} is {MetricText.Number(overall.Candidate.Value)}, in Production {MetricText.Number(overall.Reference.Value)}.";
        var sentence = $"{values} A value {side} {MetricText.Number(bound)} would be worse beyond noise. {ComparisonVerdict.Method(input.Comparison)}";
        return new Finding(input.Comparison.Outcome != ComparisonOutcome.Worse, bound, overall.Candidate.Value, sentence);
    }

    private static Finding SegmentsNotWorse(GateInput input, PromotionGateOptions options)
    {
        if (input.Champion is null)
        {
            return Finding.NothingInProduction;
        }

        var compared = input.Comparison?.Segments.Where(segment => segment.Outcome != ComparisonOutcome.TooFewRows).ToList() ?? [];
        var worse = compared.Where(segment => segment.Outcome == ComparisonOutcome.Worse).ToList();
        var sentence = (compared.Count, worse.Count) switch
        {
            (0, _) => "No segment has enough rows in both test splits to be compared.",
            (_, 0) => $"None of {compared.Count} segments is worse beyond noise.",
            _ => $"{worse.Count} of {compared.Count} segments {(worse.Count == 1 ? "is" : "are")} worse beyond noise: {string.Join(", ", worse.Take(3).Select(segment => MetricText.Segment(segment.Column, segment.Level)))}{(worse.Count > 3 ? " …" : "")}.",
        };
        return new Finding(worse.Count <= options.WorseSegmentsAllowed, options.WorseSegmentsAllowed, worse.Count, sentence);
    }

    private static Finding CompatibleSignature(GateInput input, PromotionGateOptions options)
    {
        if (input.SignatureChanges is not { } changes)
        {
            return Finding.NothingInProduction;
        }

        var breaking = changes.Where(change => change.Breaks).ToList();
        var sentence = breaking.Count switch
        {
            0 when changes.Count == 0 => "The signature is the same as in Production.",
            0 => "Callers do not need to change anything.",
            1 => breaking[0].Sentence,
            _ => $"{breaking[0].Sentence} {breaking.Count - 1} more {(breaking.Count == 2 ? "change breaks" : "changes break")} callers.",
        };
        return new Finding(breaking.Count == 0, 0, breaking.Count, sentence);
    }

    private sealed record Gate(string Name, string Title, Func<PromotionGateOptions, GateLevel> Level, Func<GateInput, PromotionGateOptions, Finding> Check);

    private sealed record Finding(bool Passed, double? Threshold, double? Value, string Sentence)
    {
        public static Finding NothingInProduction { get; } = new(true, null, null, "Production is empty, so there is no version to compare with.");
    }
}
