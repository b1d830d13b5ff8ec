using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Puts one level in the place of all that were rare in training or not there at all.</summary>
public sealed class MergeRareStep : LevelToLevelStep
{
    private readonly HashSet<string> _kept;

    /// <param name="levels">Levels that stay.</param>
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
