using System.Globalization;

namespace MlWorkbench.Scoring.Data;

/// <summary>An <see cref="ColumnType.Integer"/>, <see cref="ColumnType.Number"/> or <see cref="ColumnType.Date"/> column; NaN is missing.</summary>
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

    public override string? TextAt(int row)
    {
        var value = Values[row];
        if (double.IsNaN(value))
        {
            return null;
        }

        return Type == ColumnType.Date ? DateText.Format(value) : value.ToString("R", CultureInfo.InvariantCulture);
    }
}
