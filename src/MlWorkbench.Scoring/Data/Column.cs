namespace MlWorkbench.Scoring.Data;

/// <summary>One named column of a <see cref="Table"/>. It must not change once it is in a table.</summary>
public abstract class Column(string name, ColumnType type)
{
    public string Name { get; } = name;

    public ColumnType Type { get; } = type;

    /// <summary>Number of rows.</summary>
    public abstract int Length { get; }

    public abstract bool IsMissing(int row);

    /// <summary>Returns the same column with only the given rows, in the given order.</summary>
    public abstract Column Take(ReadOnlySpan<int> rows);

    /// <summary>The value as invariant text. Null if it is missing.</summary>
    public abstract string? TextAt(int row);
}
