using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>Maximum number of rows for a search. It does not depend on the clock, so that equal requests sample equal rows.</summary>
/// <param name="Rows">Number of rows that fit into memory and into the budget.</param>
/// <param name="IsOfTime">Whether the budget sets the limit, not memory.</param>
public sealed record RowLimit(int Rows, bool IsOfTime)
{
    /// <summary>Cost of a row: a value counts one, a text counts as its words do.</summary>
    public const int CellsOfText = 100;

    /// <summary>Values that a search holds within 2 GB: the columns, the features derived from them (twice during joining) and their bins.</summary>
    private const int MostCells = 40_000_000;

    /// <summary>Values that become features, bins and a few dozen trees in a part of each second of the budget, after start-up of the program.</summary>
    private const double CellsPerSecond = 750_000;
    private const double StartSeconds = 1.5;
    private const int FewestRows = 1_000;

    /// <param name="budgetSeconds">Time budget. Infinite if time does not limit the search.</param>
    public static RowLimit Of(IReadOnlyCollection<ColumnType> columns, double budgetSeconds)
    {
        var work = columns.Sum(type => type == ColumnType.Text ? CellsOfText : 1);
        var (memory, time) = (Math.Max(1, MostCells / columns.Count), Math.Max(FewestRows, AffordableCells(budgetSeconds) / work));
        return time < memory ? new RowLimit((int)time, true) : new RowLimit(memory, false);
    }

    /// <summary>Maximum number of values for a search, of any kind.</summary>
    public static int CellsOf(double budgetSeconds) => (int)Math.Min(MostCells, AffordableCells(budgetSeconds));

    private static double AffordableCells(double budgetSeconds) => CellsPerSecond * Math.Max(0, budgetSeconds - StartSeconds);
}
