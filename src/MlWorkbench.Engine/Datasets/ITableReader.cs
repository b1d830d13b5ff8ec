using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>The table of an inspected file: its columns are determined, and its rows can be read.</summary>
public interface ITableReader
{
    IReadOnlyList<ArrowColumn> Columns { get; }

    int RowCount { get; }

    /// <summary>Estimated memory of one row of a table with all rows.</summary>
    long BytesPerRow { get; }

    TabularFormat Format { get; }

    /// <summary>Assumptions and repairs of the import.</summary>
    IReadOnlyList<ImportWarning> Warnings { get; }

    /// <summary>
    /// Reads the rows in order, in tables of the given number of rows. The last table can be shorter. A table is valid until two more tables have been
    /// requested.
    /// </summary>
    IAsyncEnumerable<Table> ReadBatchesAsync(int batchRows, CancellationToken cancellation = default);
}
