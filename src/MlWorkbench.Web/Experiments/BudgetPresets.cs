namespace MlWorkbench.Web.Experiments;

/// <summary>Time budgets that pages offer as buttons.</summary>
internal static class BudgetPresets
{
    public static IReadOnlyList<(double Seconds, string Title)> All { get; } = [(30, "30 s"), (60, "1 min"), (300, "5 min"), (900, "15 min"), (3_600, "1 h")];
}
