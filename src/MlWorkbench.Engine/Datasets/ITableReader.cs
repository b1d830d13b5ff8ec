using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>The table of a file that was looked through: its columns are settled, its rows can be read.</summary>
public interface ITableReader
{
    IReadOnlyList<ArrowColumn> Columns { get; }

    int RowCount { get; }

    TabularFormat Format { get; }

    /// <summary>What was assumed or repaired.</summary>
    IReadOnlyList<ImportWarning> Warnings { get; }

    /// <summary>The rows in order, in tables of the given number of rows; the last one may be shorter. A table is good until the one after the next is asked for.</summary>
    IAsyncEnumerable<Table> ReadBatchesAsync(int batchRows, CancellationToken cancellation = default);
}
