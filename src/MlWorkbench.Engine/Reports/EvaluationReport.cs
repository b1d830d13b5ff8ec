using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Reports;

/// <summary>Contents of a report of a run or a model version: numbers and words without markup.</summary>
public sealed record EvaluationReport
{
    public required string Title { get; init; }

    /// <summary>Subject of the report: <c>churn, version 3</c>.</summary>
    public required string Subject { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required string CreatedByName { get; init; }

    /// <summary>Version of the program that created the report.</summary>
    public required string ProductVersion { get; init; }

    public required ModelTask Task { get; init; }

    public required string Target { get; init; }

    public string? PositiveClass { get; init; }

    /// <summary>Name of the search metric, see <see cref="Metrics"/>.</summary>
    public required string Metric { get; init; }

    /// <summary>The model in one line: <c>LightGBM, 63 leaves</c>.</summary>
    public required string RunTitle { get; init; }

    public required ReportDataset Dataset { get; init; }

    /// <summary>A sentence about the rows set aside for validation.</summary>
    public required string ValidationMethod { get; init; }

    public required RunEvaluation Evaluation { get; init; }

    /// <summary>The search metric of the model that ignores all columns, on the rows of <see cref="Judged"/>.</summary>
    public MetricValue? Baseline { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public required IReadOnlyList<LineageEntry> Lineage { get; init; }

    /// <summary>The test split if there is one, otherwise the validation rows.</summary>
    public SplitEvaluation Judged => Evaluation.Test ?? Evaluation.Validation;
}
