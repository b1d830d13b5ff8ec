using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments;

/// <summary>Decisions of the search before its first run, with their reasons. They are shown next to the leaderboard.</summary>
/// <param name="Folds">Number of parts of the rows, each validated once per repeat.</param>
/// <param name="TrainRows">Rows for training and validation.</param>
/// <param name="TestRows">Rows set aside, which are scored at the end of a search and of each extension.</param>
/// <param name="Segments">Names of the divisions to evaluate.</param>
/// <param name="Findings">The reasons for the task, metric and validation, and properties of the data.</param>
/// <param name="Dropped">Excluded columns, each with its reason.</param>
/// <param name="Repeats">Number of repeated splits of the rows into folds.</param>
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
    IReadOnlyList<Statement> Findings,
    IReadOnlyList<DroppedColumn> Dropped,
    int Repeats = 1);
