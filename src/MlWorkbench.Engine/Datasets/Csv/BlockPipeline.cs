using System.Runtime.ExceptionServices;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Reads the next rows while the columns of the previous rows are processed. Each column receives its rows in order.</summary>
/// <param name="fill">Fills an empty block with the next rows, or with none at the end of the file. Calls never overlap.</param>
internal sealed class BlockPipeline(int columns, Action<RowBlock> fill)
{
    private const int MostShares = 16;

    private RowBlock? _ready;
    private RowBlock _other = new(columns);

    /// <summary>Processes one block. Returns false if none was left.</summary>
    /// <param name="work">Receives the block and the position of a column. Calls for different columns can overlap.</param>
    /// <param name="rows">The rows of the block.</param>
    public bool Advance(Action<RowBlock, int> work, out int rows, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var ready = _ready ??= First();
        rows = ready.Rows;
        if (rows == 0)
        {
            return false;
        }

        var shares = Math.Min(columns, MostShares);
        try
        {
            Parallel.For(0, shares + 1, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation }, share => Work(share, shares, ready, work));
        }
        catch (AggregateException failed)
        {
            ExceptionDispatchInfo.Throw(failed.InnerExceptions[0]);
        }

        (_ready, _other) = (_other, ready);
        return true;
    }

    private RowBlock First()
    {
        var block = new RowBlock(columns);
        fill(block);
        return block;
    }

    private void Work(int share, int shares, RowBlock ready, Action<RowBlock, int> work)
    {
        if (share == 0)
        {
            _other.Clear();
            fill(_other);
            return;
        }

        var end = (int)((long)share * columns / shares);
        for (var column = (int)((long)(share - 1) * columns / shares); column < end; column++)
        {
            work(ready, column);
        }
    }
}
