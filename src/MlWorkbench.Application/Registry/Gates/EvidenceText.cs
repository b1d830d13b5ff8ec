using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>The sentences of the evidence for a transition: verdict, gates and changes for callers.</summary>
public static class EvidenceText
{
    /// <summary>Sentences by code.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Verdicts without a comparison.
        ["archived_from_production"] =
            "Archiving removes this version from Production: its endpoint cannot predict until another version takes its place.",
        ["archived"] = "Archiving removes this version from the candidates. A request can bring it back.",
        ["production_empty"] = "Production is empty, so there is no version to compare with.",
        ["no_shared_metric"] = "The candidate cannot be compared with version {version}: the two share no metric on a test split.",

        // Gates on the test split.
        ["not_tested"] = "The candidate was not measured on a test split: the value that selected it is too optimistic.",
        ["tested"] = "The candidate was measured once on {rows:N0} rows that the search never saw; at least {minimum:N0} are required.",
        ["baseline_missing"] = "There is no baseline on the same test rows to compare with.",
        ["baseline_beaten"] = "{metric} is {value}; the baseline, which ignores all columns, has {reference}. The difference is beyond noise.",
        ["baseline_not_beaten_higher_is_better"] = "{metric} is {value}; the baseline, which ignores all columns, has {reference}. "
            + "The difference is within noise. A value above {bound} would be beyond noise.",
        ["baseline_not_beaten_lower_is_better"] = "{metric} is {value}; the baseline, which ignores all columns, has {reference}. "
            + "The difference is within noise. A value below {bound} would be beyond noise.",

        // Gates on Production.
        ["no_shared_metric_with_interval"] =
            "The candidate cannot be compared with version {version}: the two share no metric with an interval on a test split.",
        ["production_compared_higher_is_better"] =
            "{metric} is {value}, in Production {reference}. A value below {bound} would be worse beyond noise.",
        ["production_compared_lower_is_better"] =
            "{metric} is {value}, in Production {reference}. A value above {bound} would be worse beyond noise.",
        ["segments_too_small"] = "No segment has enough rows in both test splits to be compared.",
        ["segments_not_worse"] = "None of {segments} segments is worse beyond noise.",
        ["segment_worse"] = "1 of {segments} segments is worse beyond noise: {names}.",
        ["segments_worse"] = "{worse} of {segments} segments are worse beyond noise: {names}.",
        ["signature_same"] = "The signature is the same as in Production.",
        ["signature_compatible"] = "Callers do not need to change anything.",
        ["one_more_change_breaks"] = "1 more change breaks callers.",
        ["more_changes_break"] = "{changes} more changes break callers.",

        // Methods of comparison.
        ["compared_row_by_row"] = "Both were evaluated on the same test rows and are compared row by row.",
        ["compared_by_intervals"] = "They are compared by their intervals, not row by row.",

        // Changes for callers.
        ["task_changed"] = "The task is {task} instead of {before}.",
        ["target_changed"] = "The candidate predicts '{target}' instead of '{before}'.",
        ["class_added"] = "The candidate can predict '{class}', which Production never does.",
        ["class_removed"] = "The candidate never predicts '{class}', which Production can.",
        ["positive_class_changed"] = "The score is the probability of '{class}' instead of '{before}'.",
        ["column_added"] = "The candidate requires the column '{column}', which Production does not use: callers do not send it yet.",
        ["column_type_changed"] = "'{column}' is {type} instead of {before}.",
        ["column_type_changed_compatibly"] = "'{column}' is {type} instead of {before}; callers send the same values.",
        ["column_removed"] = "The candidate no longer requires the column '{column}'. Callers can still send it.",
    };

    /// <summary>The result of a gate, with its numbers.</summary>
    public static string Of(GateResult gate) => gate.Addition is { } addition
        ? $"{gate.Sentence.Form(Sentences)} {addition.Form(Sentences)}"
        : gate.Sentence.Form(Sentences);

    public static string Of(SignatureChange change) => change.Sentence.Form(Sentences);

    /// <summary>The comparison, or the reason why there is none.</summary>
    public static string VerdictOf(TransitionEvidence evidence) => evidence.Verdict is { } verdict
        ? verdict.Form(Sentences)
        : $"{ComparisonVerdict.Sentence(evidence.Comparison! with { Segments = evidence.Segments })} {ComparisonMethod.Of(evidence.Paired).Form(Sentences)}";
}
