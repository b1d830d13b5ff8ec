using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Arrow;

/// <summary>A column of ids. The empty id means missing.</summary>
public sealed class GuidColumn(string name, Guid[] values) : Column(name, ColumnType.Text)
{
    public Guid[] Values { get; } = values;

    public override int Length => Values.Length;

    public override bool IsMissing(int row) => Values[row] == Guid.Empty;

    public override GuidColumn Take(ReadOnlySpan<int> rows)
    {
        var taken = new Guid[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            taken[i] = Values[rows[i]];
        }

        return new GuidColumn(Name, taken);
    }

    public override string? TextAt(int row) => IsMissing(row) ? null : $"{Values[row]:D}";
}
