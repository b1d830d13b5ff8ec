using MlWorkbench.Engine;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>States how two models were compared.</summary>
internal static class ComparisonMethod
{
    /// <param name="paired">If true, row by row. Otherwise, by their intervals.</param>
    public static Statement Of(bool paired) => Statement.Of(paired ? "compared_row_by_row" : "compared_by_intervals");
}
