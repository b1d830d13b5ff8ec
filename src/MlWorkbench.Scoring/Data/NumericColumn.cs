using System.Globalization;

namespace MlWorkbench.Scoring.Data;

/// <summary>An <see cref="ColumnType.Integer"/>, <see cref="ColumnType.Number"/> or <see cref="ColumnType.Date"/> column. NaN means missing.</summary>
public sealed class NumericColumn : Column
{
    public NumericColumn(string name, ColumnType type, double[] values)
        : base(name, type)
    {
        if (type is not (ColumnType.Integer or ColumnType.Number or ColumnType.Date))
        {
            throw new ArgumentException($"A numeric column cannot hold {type} values.", nameof(type));
        }

        Values = values;
    }

    public double[] Values { get; }

    public override int Length => Values.Length;

    public override bool IsMissing(int row) => double.IsNaN(Values[row]);

    public override NumericColumn Take(ReadOnlySpan<int> rows)
    {
        var taken = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            taken[i] = Values[rows[i]];
        }

        return new NumericColumn(Name, Type, taken);
    }

    public override string? TextAt(int row) => Type == ColumnType.Date && !double.IsNaN(Values[row]) ? DateText.Format(Values[row]) : LevelOf(Values[row]);

    /// <summary>The values as levels, for identifiers.</summary>
    public CategoricalColumn ToLevels()
    {
        var codes = new int[Values.Length];
        var codeOf = new Dictionary<double, int>();
        var levels = new List<string>();
        for (var row = 0; row < codes.Length; row++)
        {
            // Zero and negative zero are equal and must be one level.
            var value = Values[row] + 0.0;
            if (double.IsNaN(value))
            {
                codes[row] = CategoricalColumn.Missing;
            }
            else if (!codeOf.TryGetValue(value, out codes[row]))
            {
                codeOf.Add(value, codes[row] = levels.Count);
                levels.Add(LevelOf(value)!);
            }
        }

        return new CategoricalColumn(Name, ColumnType.Category, codes, [.. levels]);
    }

    /// <summary>The text of a number as a level. Null for NaN, which means missing.</summary>
    internal static string? LevelOf(double value) => double.IsNaN(value) ? null : value.ToString("R", CultureInfo.InvariantCulture);
}
