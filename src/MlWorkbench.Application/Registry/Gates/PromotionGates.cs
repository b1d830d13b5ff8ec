using MlWorkbench.Engine;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>The table of promotion gates, which are evaluated before a version goes to Production.</summary>
internal static class PromotionGates
{
    private const int SegmentsNamed = 3;

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
            results.Add(new GateResult(
                gate.Name,
                gate.Title,
                use == GateUse.Advisory ? GateLevel.Warn : level,
                finding.Passed,
                finding.Threshold,
                finding.Value,
                finding.Sentence,
                finding.Addition));
        }

        return results;
    }

    private static Finding TestEvaluation(GateInput input, PromotionGateOptions options)
    {
        var rows = input.Candidate.TestRows;
        var sentence = rows == 0 ? Statement.Of("not_tested") : Statement.Of("tested", ("rows", rows), ("minimum", options.MinimumTestRows));
        return new Finding(rows > 0 && rows >= options.MinimumTestRows, options.MinimumTestRows, rows, sentence);
    }

    private static Finding BeatsBaseline(GateInput input, PromotionGateOptions options)
    {
        if (input.AgainstBaseline?.Overall is not { } overall)
        {
            return new Finding(false, null, null, Statement.Of("baseline_missing"));
        }

        // The value from which the candidate's gain exceeds noise: the near end of the gain's interval is at zero.
        var noise = overall.Gain - overall.Low;
        var higherIsBetter = overall.Candidate.HigherIsBetter;
        var bound = higherIsBetter ? overall.Reference.Value + noise : overall.Reference.Value - noise;
        var better = input.AgainstBaseline.Outcome == ComparisonOutcome.Better;
        var sentence = Statement.Of(
            better ? "baseline_beaten" : higherIsBetter ? "baseline_not_beaten_higher_is_better" : "baseline_not_beaten_lower_is_better",
            ("metric", Metrics.Title(overall.Candidate.Name)),
            ("value", MetricText.Number(overall.Candidate.Value)),
            ("reference", MetricText.Number(overall.Reference.Value)),
            ("bound", MetricText.Number(bound)));
        return new Finding(better, bound, overall.Candidate.Value, sentence, ComparisonMethod.Of(input.AgainstBaseline.Paired));
    }

    private static Finding NotWorseThanProduction(GateInput input, PromotionGateOptions options)
    {
        if (input.Champion is null)
        {
            return Finding.NothingInProduction;
        }

        if (input.Comparison?.Overall is not { } overall)
        {
            return new Finding(false, null, null, Statement.Of("no_shared_metric_with_interval", ("version", input.Champion.Number)));
        }

        // The value from which the candidate's loss exceeds noise: the far end of the gain's interval is at zero.
        var noise = overall.High - overall.Gain;
        var higherIsBetter = overall.Candidate.HigherIsBetter;
        var bound = higherIsBetter ? overall.Reference.Value - noise : overall.Reference.Value + noise;
        var sentence = Statement.Of(
            higherIsBetter ? "production_compared_higher_is_better" : "production_compared_lower_is_better",
            ("metric", Metrics.Title(overall.Candidate.Name)),
            ("value", MetricText.Number(overall.Candidate.Value)),
            ("reference", MetricText.Number(overall.Reference.Value)),
            ("bound", MetricText.Number(bound)));
        var passed = input.Comparison.Outcome != ComparisonOutcome.Worse;
        return new Finding(passed, bound, overall.Candidate.Value, sentence, ComparisonMethod.Of(input.Comparison.Paired));
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
            (0, _) => Statement.Of("segments_too_small"),
            (_, 0) => Statement.Of("segments_not_worse", ("segments", compared.Count)),
            (_, 1) => Statement.Of("segment_worse", ("segments", compared.Count), ("names", Names(worse))),
            _ => Statement.Of("segments_worse", ("worse", worse.Count), ("segments", compared.Count), ("names", Names(worse))),
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
        var sentence = breaking.Count > 0 ? breaking[0].Sentence : Statement.Of(changes.Count == 0 ? "signature_same" : "signature_compatible");
        var addition = breaking.Count switch
        {
            < 2 => null,
            2 => Statement.Of("one_more_change_breaks"),
            _ => Statement.Of("more_changes_break", ("changes", breaking.Count - 1)),
        };
        return new Finding(breaking.Count == 0, 0, breaking.Count, sentence, addition);
    }

    private static string Names(List<SegmentComparison> segments)
    {
        var names = string.Join(", ", segments.Take(SegmentsNamed).Select(segment => MetricText.Segment(segment.Column, segment.Level)));
        return segments.Count > SegmentsNamed ? $"{names} …" : names;
    }

    private sealed record Gate(string Name, string Title, Func<PromotionGateOptions, GateLevel> Level, Func<GateInput, PromotionGateOptions, Finding> Check);

    private sealed record Finding(bool Passed, double? Threshold, double? Value, Statement Sentence, Statement? Addition = null)
    {
        public static Finding NothingInProduction { get; } = new(true, null, null, Statement.Of("production_empty"));
    }
}
