using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Replaces missing values by one level.</summary>
public sealed class ImputeLevelStep(string column, string output, ColumnType type, string value) : LevelToLevelStep(column, output, type)
{
    public string Value { get; } = value;

    protected override string? Map(string? level) => level ?? Value;
}
