using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>The rows that a search learns from: all rows of a file or, where memory would not hold them, as many as it does, drawn at random.</summary>
/// <param name="AllRows">Rows of the file.</param>
public sealed record DrawnTable(Table Table, int AllRows)
{
    /// <summary>Values that a search holds within 2 GB: the columns, the features made of them (twice while they are joined) and their bins.</summary>
    public const int MostCells = 40_000_000;

    /// <summary>Reads a dataset version's file.</summary>
    public static async Task<DrawnTable> ReadArrowAsync(string path, int seed, int mostCells = MostCells)
    {
        var info = await ArrowTableFile.ReadInfoAsync(path);
        var rows = Draw(info.Rows, info.Columns.Count, seed, mostCells);
        var table = rows.Length == info.Rows ? await ArrowTableFile.ReadAsync(path) : await ArrowTableFile.ReadRowsAsync(path, rows);
        return new DrawnTable(table, info.Rows);
    }

    /// <summary>Ascending row numbers; the same for the same seed.</summary>
    internal static int[] Draw(int rows, int columns, int seed, int mostCells) =>
        RowSample.Draw(rows, Math.Max(1, mostCells / columns), new Random(seed));
}
