using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>
/// A 64-bit hash of each row's values, built column by column. Equal rows have equal hashes in every table with the same columns in the same order;
/// Among a million different rows, the probability that any two share a hash is about 3 in 100 million.
/// </summary>
internal sealed class RowHashes(int rows)
{
    private readonly ulong[] _column = new ulong[rows];

    public ulong[] Values { get; } = new ulong[rows];

    public void Add(Column column)
    {
        ValueHashes.Fill(column, asText: false, _column);
        Add(_column);
    }

    /// <summary>Adds a column of precomputed hashes.</summary>
    public void Add(ReadOnlySpan<ulong> column)
    {
        for (var row = 0; row < column.Length; row++)
        {
            Values[row] = ValueHashes.Mix(Values[row], column[row]);
        }
    }
}
