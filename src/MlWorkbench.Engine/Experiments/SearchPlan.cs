using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments;

/// <summary>Decisions of the search before its first run, with their reasons. They are shown next to the leaderboard.</summary>
public sealed record SearchPlan
{
    public required ModelTask Task { get; init; }

    public required string Metric { get; init; }

    public required bool HigherIsBetter { get; init; }

    public required IReadOnlyList<string> Classes { get; init; }

    public string? PositiveClass { get; init; }

    public required ValidationKind Validation { get; init; }

    /// <summary>Number of parts of the rows, each validated once per repeat.</summary>
    public required int Folds { get; init; }

    /// <summary>Rows for training and validation.</summary>
    public required int TrainRows { get; init; }

    /// <summary>Rows set aside, which are scored at the end of a search and of each extension.</summary>
    public required int TestRows { get; init; }

    /// <summary>Names of the divisions to evaluate.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    /// <summary>The reasons for the task, metric and validation, and properties of the data.</summary>
    public required IReadOnlyList<Statement> Findings { get; init; }

    /// <summary>Excluded columns, each with its reason.</summary>
    public required IReadOnlyList<DroppedColumn> Dropped { get; init; }

    /// <summary>Number of repeated splits of the rows into folds.</summary>
    public int Repeats { get; init; } = 1;
}
