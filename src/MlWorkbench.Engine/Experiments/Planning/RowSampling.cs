using MlWorkbench.Engine.Datasets;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>Samples the rows of a <see cref="SampledTable"/> from batches, so that a file that does not fit into memory is never loaded as a whole.</summary>
public sealed class RowSampling
{
    private const int CellsOfABatch = 2_000_000;

    private readonly int _allRows;
    private readonly RowLimit _limit;
    private readonly int[] _rows;
    private readonly SampledColumn[] _columns;
    private Table? _whole;
    private int _seen;
    private int _taken;

    /// <param name="rows">Number of rows of the file.</param>
    /// <param name="columns">Columns of the file.</param>
    public RowSampling(int rows, int columns, RowLimit limit, int seed)
    {
        (_allRows, _limit) = (rows, limit);
        _rows = SampledTable.Draw(rows, limit, seed);
        IsWhole = _rows.Length == rows;
        BatchRows = IsWhole ? rows : Math.Clamp(CellsOfABatch / columns, 1, rows);
        _columns = IsWhole ? [] : [.. Enumerable.Range(0, columns).Select(_ => new SampledColumn(_rows.Length))];
    }

    /// <summary>Number of rows of each batch.</summary>
    public int BatchRows { get; }

    private bool IsWhole { get; }

    /// <summary>Adds the next batch.</summary>
    public void Add(Table batch)
    {
        if (IsWhole)
        {
            _whole = batch;
            return;
        }

        var end = _taken;
        while (end < _rows.Length && _rows[end] < _seen + batch.RowCount)
        {
            end++;
        }

        var drawn = Array.ConvertAll(_rows[_taken..end], row => row - _seen);
        for (var column = 0; column < _columns.Length; column++)
        {
            _columns[column].Add(batch.Columns[column], drawn);
        }

        (_seen, _taken) = (_seen + batch.RowCount, end);
    }

    /// <summary>The sampled rows, after the last batch.</summary>
    /// <param name="excerpt">The part of the file in the batches, if it was not the whole file.</param>
    public SampledTable Build(FileExcerpt? excerpt = null) => new(_whole ?? new Table([.. _columns.Select(column => column.Build())]), _allRows, _limit, excerpt);
}
