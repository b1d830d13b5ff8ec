using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Replaces all levels that were rare in training, and unknown categories, by one level.</summary>
public sealed class MergeRareStep : LevelToLevelStep
{
    private readonly HashSet<string> _kept;

    /// <param name="levels">Levels that remain.</param>
    public MergeRareStep(string column, string output, IReadOnlyList<string> levels, string other)
        : base(column, output, ColumnType.Category)
    {
        (Levels, Other) = (levels, other);
        _kept = new HashSet<string>(levels, StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Levels { get; }

    public string Other { get; }

    protected override string? Map(string? level) => level is null || _kept.Contains(level) ? level : Other;
}
