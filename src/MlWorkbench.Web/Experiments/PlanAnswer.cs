using MlWorkbench.Engine.Experiments;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Web.Experiments;

/// <summary>The plan of a search in an API answer.</summary>
internal sealed record PlanAnswer
{
    public required ModelTask Task { get; init; }

    public required string Metric { get; init; }

    public required bool HigherIsBetter { get; init; }

    public required IReadOnlyList<string> Classes { get; init; }

    public required string? PositiveClass { get; init; }

    public required ValidationKind Validation { get; init; }

    public required int Folds { get; init; }

    public required int Repeats { get; init; }

    public required int TrainRows { get; init; }

    public required int TestRows { get; init; }

    public required IReadOnlyList<string> Segments { get; init; }

    public required IReadOnlyList<string> Findings { get; init; }

    public required IReadOnlyList<DroppedColumn> Dropped { get; init; }

    public static PlanAnswer Of(SearchPlan plan) => new()
    {
        Task = plan.Task,
        Metric = plan.Metric,
        HigherIsBetter = plan.HigherIsBetter,
        Classes = plan.Classes,
        PositiveClass = plan.PositiveClass,
        Validation = plan.Validation,
        Folds = plan.Folds,
        Repeats = plan.Repeats,
        TrainRows = plan.TrainRows,
        TestRows = plan.TestRows,
        Segments = plan.Segments,
        Findings = [.. plan.Findings.Select(SearchText.Of)],
        Dropped = [.. plan.Dropped.Select(column => new DroppedColumn(column.Name, SearchText.Of(column), column.Reason.Code))],
    };

    /// <summary>An excluded column.</summary>
    internal sealed record DroppedColumn(string Name, string Reason, string ReasonCode);
}
