using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>The one table of promotion gates: what is checked before a version may go to Production.</summary>
internal static class PromotionGates
{
    private static readonly Gate[] Table =
    [
        new("testEvaluation", "Measured on the test split", options => options.TestEvaluation, TestEvaluation),
        new("beatsBaseline", "Better than the baseline", options => options.BeatsBaseline, BeatsBaseline),
        new("notWorseThanProduction", "Not worse than Production", options => options.NotWorseThanProduction, NotWorseThanProduction),
        new("segmentsNotWorse", "No segment worse than in Production", options => options.SegmentsNotWorse, SegmentsNotWorse),
        new("compatibleSignature", "Takes the rows that Production takes", options => options.CompatibleSignature, CompatibleSignature),
    ];

    /// <param name="use">Advisory: what would block only warns.</param>
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
            ? "It was not measured on a test split: the number it was selected by is too kind."
            : $"It was measured once on {MetricText.Count(rows)} rows that the search never saw; at least {MetricText.Count(options.MinimumTestRows)} are asked for.";
        return new Finding(rows > 0 && rows >= options.MinimumTestRows, options.MinimumTestRows, rows, sentence);
    }

    private static Finding BeatsBaseline(GateInput input, PromotionGateOptions options)
    {
        if (input.AgainstBaseline?.Overall is not { } overall)
        {
            return new Finding(false, null, null, "There is no baseline on the same test rows to compare with.");
        }

        // The candidate's value from which the gain would be more than noise: the near end of the gain's interval at zero.
        var noise = overall.Gain - overall.Low;
        var bound = overall.Candidate.HigherIsBetter ? overall.Reference.Value + noise : overall.Reference.Value - noise;
        var title = Metrics.Title(overall.Candidate.Name);
        var values = $"{title} is {MetricText.Number(overall.Candidate.Value)}; the baseline, which ignores all columns, has {MetricText.Number(overall.Reference.Value)}";
        var better = input.AgainstBaseline.Outcome == ComparisonOutcome.Better;
        var verdict = better
            ? "The difference is more than noise."
            : $"The difference is not more than noise: {(overall.Candidate.HigherIsBetter ? "above" : "below")} {MetricText.Number(bound)} it would be.";
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
            return new Finding(false, null, null, $"It cannot be compared with version {input.Champion.Number}: they share no metric with an interval on a test split.");
        }

        // The candidate's value from which the loss would be more than noise: the far end of the gain's interval at zero.
        var noise = overall.High - overall.Gain;
        var bound = overall.Candidate.HigherIsBetter ? overall.Reference.Value - noise : overall.Reference.Value + noise;
        var side = overall.Candidate.HigherIsBetter ? "below" : "above";
        var sentence = $"{Metrics.Title(overall.Candidate.Name)} is {MetricText.Number(overall.Candidate.Value)}, in Production {MetricText.Number(overall.Reference.Value)}; {side} {MetricText.Number(bound)} it would be worse beyond noise. {ComparisonVerdict.Method(input.Comparison)}";
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
            0 when changes.Count == 0 => "It takes and gives exactly what Production does.",
            0 => "Callers need to change nothing.",
            1 => breaking[0].Sentence,
            _ => $"{breaking[0].Sentence} {breaking.Count - 1} more {(breaking.Count == 2 ? "change breaks" : "changes break")} callers.",
        };
        return new Finding(breaking.Count == 0, 0, breaking.Count, sentence);
    }

    private sealed record Gate(string Name, string Title, Func<PromotionGateOptions, GateLevel> Level, Func<GateInput, PromotionGateOptions, Finding> Check);

    private sealed record Finding(bool Passed, double? Threshold, double? Value, string Sentence)
    {
        public static Finding NothingInProduction { get; } = new(true, null, null, "Nothing is in Production yet, so there is nothing to be worse than.");
    }
}
