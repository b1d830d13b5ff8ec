using System.Globalization;

namespace MlWorkbench.Engine.Datasets;

/// <summary>What reading a file may take: a folder for work files, and cells in proportion to the file's bytes.</summary>
/// <param name="Folder">Takes files that are needed until the rows are read.</param>
/// <remarks>A few kilobytes can name millions of cells that hold nothing: a wide header above short rows, a packed column of one value.</remarks>
public sealed record ImportRoom(string Folder)
{
    /// <summary>A table of so few cells is read however small its file is.</summary>
    public long SmallTableCells { get; init; } = long.MaxValue;

    /// <summary>Cells of a larger table per byte of its file.</summary>
    public int CellsPerByte { get; init; } = int.MaxValue;

    /// <summary>Told how many bytes more go to a work file; throws where there is no room for them.</summary>
    public Action<long> Claim { get; init; } = _ => { };

    /// <summary>Cells that a file of this length may hold.</summary>
    internal long MostCells(long fileBytes) => Math.Max(SmallTableCells, (long)Math.Min(long.MaxValue, (double)CellsPerByte * fileBytes));

    /// <exception cref="EngineException">The table has more cells than its file may hold.</exception>
    internal static void RequireCells(long rows, long columns, long mostCells)
    {
        if (rows * columns > mostCells)
        {
            throw new EngineException(
                "too_many_cells",
                $"The table has {Text(columns)} columns and at least {Text(rows)} rows, which is more than the {Text(mostCells)} cells that a file of this size may hold: almost all of them are empty or repeat one value. Leave out the columns that hold nothing, or ask an administrator to raise Storage:CellsPerByte.");
        }
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
