using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Package;

/// <summary>The distribution of one column in training. Every level and number represents many rows, so none reveals the value of one row.</summary>
public sealed record BaselineColumn
{
    public required string Name { get; init; }

    public required ColumnType Type { get; init; }

    /// <summary>Number of rows without a value.</summary>
    public required long Missing { get; init; }

    /// <summary>Number of distinct values.</summary>
    public required long Distinct { get; init; }

    /// <summary>Frequent levels of a category, most frequent first. Empty for numbers, dates and free text.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>Rows of each level, or behind each number.</summary>
    public required long[] Counts { get; init; }

    /// <summary>Numbers in ascending order: a frequent value itself, or the mean of a range of rare ones.</summary>
    public double[]? Numbers { get; init; }

    /// <summary>Standard deviation of the values behind each number. 0 for a frequent value.</summary>
    public double[]? Deviations { get; init; }

    /// <summary>Rows with a value that is not represented.</summary>
    public long Others { get; init; }
}
