using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments;

/// <summary>What the search decided before its first run, with the reasons: shown beside the leaderboard.</summary>
/// <param name="Folds">Parts that the rows are dealt into, each validated once in a repeat.</param>
/// <param name="TrainRows">Rows for training and validation.</param>
/// <param name="TestRows">Rows set aside, scored at the end of a search and of each extension.</param>
/// <param name="Findings">Sentences: why this task, metric and validation; what the data looks like.</param>
/// <param name="Dropped">Columns left out, each with its reason.</param>
/// <param name="Repeats">How often the rows are dealt into folds anew.</param>
public sealed record SearchPlan(
    ModelTask Task,
    string Metric,
    bool HigherIsBetter,
    IReadOnlyList<string> Classes,
    string? PositiveClass,
    ValidationKind Validation,
    int Folds,
    int TrainRows,
    int TestRows,
    IReadOnlyList<string> Segments,
    IReadOnlyList<string> Findings,
    IReadOnlyList<DroppedColumn> Dropped,
    int Repeats = 1);
