using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>How many rows of a table a search can learn from. The clock has no say, so that the same request always draws the same rows.</summary>
/// <param name="Rows">As many as memory holds and as the budget leaves time for.</param>
/// <param name="IsOfTime">The budget sets the limit, not memory.</param>
public sealed record RowLimit(int Rows, bool IsOfTime)
{
    /// <summary>Work that a row makes: a value counts one, a text as many as its words make.</summary>
    public const int CellsOfText = 100;

    /// <summary>Values that a search holds within 2 GB: the columns, the features made of them (twice while they are joined) and their bins.</summary>
    private const int MostCells = 40_000_000;

    /// <summary>Values that become features, bins and a few dozen trees in a part of each second of the budget, after the program's own start.</summary>
    private const double CellsPerSecond = 750_000;
    private const double StartSeconds = 1.5;
    private const int FewestRows = 1_000;

    /// <param name="budgetSeconds">Infinite where time does not limit the search.</param>
    public static RowLimit Of(IReadOnlyCollection<ColumnType> columns, double budgetSeconds)
    {
        var work = columns.Sum(type => type == ColumnType.Text ? CellsOfText : 1);
        var (memory, time) = (Math.Max(1, MostCells / columns.Count), Math.Max(FewestRows, AffordableCells(budgetSeconds) / work));
        return time < memory ? new RowLimit((int)time, true) : new RowLimit(memory, false);
    }

    /// <summary>Values that a search can learn from, whatever they are.</summary>
    public static int CellsOf(double budgetSeconds) => (int)Math.Min(MostCells, AffordableCells(budgetSeconds));

    private static double AffordableCells(double budgetSeconds) => CellsPerSecond * Math.Max(0, budgetSeconds - StartSeconds);
}
