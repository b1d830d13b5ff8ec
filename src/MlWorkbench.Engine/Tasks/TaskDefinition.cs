using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tasks;

/// <summary>All that differs between prediction tasks, as data. <see cref="TaskDefinitions"/> has one row per task.</summary>
public sealed record TaskDefinition
{
    public required ModelTask Task { get; init; }

    /// <summary>Name in the API, on the command line and in sentences: <c>binary</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Display name: <c>Binary classification</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The outputs of models. It also says how a target is read, and whether rows are split by class.</summary>
    public OutputShape Shape => OutputShape.Of(Task);

    public required TaskMetrics Metrics { get; init; }

    public required TaskCurves Curves { get; init; }

    public required TaskLosses Losses { get; init; }
}
