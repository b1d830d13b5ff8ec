using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Reports;

/// <summary>Contents of a report of a run or a model version: numbers and words without markup.</summary>
/// <param name="Subject">Subject of the report: <c>churn, version 3</c>.</param>
/// <param name="Metric">Name of the search metric, see <see cref="Metrics"/>.</param>
/// <param name="RunTitle">The model in one line: <c>LightGBM, 63 leaves</c>.</param>
/// <param name="ValidationMethod">A sentence about the rows set aside for validation.</param>
/// <param name="Baseline">The search metric of the model that ignores all columns, on the rows of <see cref="Judged"/>.</param>
/// <param name="ProductVersion">Version of the program that created the report.</param>
public sealed record EvaluationReport(
    string Title,
    string Subject,
    DateTime CreatedAt,
    string CreatedByName,
    string ProductVersion,
    ModelTask Task,
    string Target,
    string? PositiveClass,
    string Metric,
    string RunTitle,
    ReportDataset Dataset,
    string ValidationMethod,
    RunEvaluation Evaluation,
    MetricValue? Baseline,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyList<LineageEntry> Lineage)
{
    /// <summary>The test split if there is one, otherwise the validation rows.</summary>
    public SplitEvaluation Judged => Evaluation.Test ?? Evaluation.Validation;
}
