using System.Runtime.CompilerServices;
using MlWorkbench.Engine.Datasets.Values;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Collects the values of one column in the second pass and returns them batch by batch.</summary>
internal abstract class ColumnParser(ColumnPlan plan)
{
    protected ColumnPlan Plan { get; } = plan;

    /// <summary>Adds the column's values of a block. Returns the row within the block that does not match the column's type, or null.</summary>
    [MethodImpl(Compilation.AtOnce)]
    public int? Add(RowBlock block, int column, MissingSpellings missing)
    {
        Reserve();
        for (var i = 0; i < block.Rows; i++)
        {
            var value = block[i, column];
            if (missing.Contains(value))
            {
                AddMissing();
            }
            else if (!TryAdd(value))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>Allocates memory for a batch, if needed, before its first value.</summary>
    public abstract void Reserve();

    /// <summary>Adds a value. Returns false if it does not match the column's type.</summary>
    public abstract bool TryAdd(ReadOnlySpan<byte> value);

    public abstract void AddMissing();

    /// <summary>The column of the values since the last call.</summary>
    public abstract Column Take();

    public static ColumnParser Create(ColumnPlan plan, int batchRows) => plan.Type switch
    {
        ColumnType.Integer or ColumnType.Number => new NumberColumnParser(plan, batchRows),
        ColumnType.Date => new DateColumnParser(plan, batchRows),
        _ => new LevelColumnParser(plan, batchRows),
    };
}
