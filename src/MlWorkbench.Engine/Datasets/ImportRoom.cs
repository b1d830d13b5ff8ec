using System.Globalization;

namespace MlWorkbench.Engine.Datasets;

/// <summary>Resources for reading a file: a folder for work files, and a number of cells in proportion to the bytes of the file.</summary>
/// <param name="Folder">Folder for work files, which are needed until the rows are read.</param>
/// <remarks>A few kilobytes can describe millions of empty cells: a wide header above short rows, or a packed column of one value.</remarks>
public sealed record ImportRoom(string Folder)
{
    /// <summary>A table with at most this many cells is read regardless of the size of its file.</summary>
    public long SmallTableCells { get; init; } = long.MaxValue;

    /// <summary>Cells of a larger table per byte of its file.</summary>
    public int CellsPerByte { get; init; } = int.MaxValue;

    /// <summary>Receives the number of bytes to be added to a work file. Throws if there is no space for them.</summary>
    public Action<long> Claim { get; init; } = _ => { };

    /// <summary>Receives the progress: the step and its completed share, 0 to 1, or null if unknown. Called from several threads.</summary>
    public Action<ImportStep, double?> Report { get; init; } = (_, _) => { };

    /// <summary>Maximum number of cells for a file of this length.</summary>
    internal long MostCells(long fileBytes) => Math.Max(SmallTableCells, (long)Math.Min(long.MaxValue, (double)CellsPerByte * fileBytes));

    /// <exception cref="EngineException">The table has more cells than allowed for its file.</exception>
    internal static void RequireCells(long rows, long columns, long mostCells)
    {
        if (rows * columns > mostCells)
        {
            throw new EngineException(
                "too_many_cells",
                $"The table has {Text(columns)} columns and at least {Text(rows)} rows, more than the {Text(mostCells)} cells allowed for a file of this "
                + "size: almost all cells are empty or repeat one value. Remove the empty columns, or ask an administrator to raise Storage:CellsPerByte.");
        }
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
