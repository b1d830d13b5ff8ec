using MlWorkbench.Application.Registry.Rollouts;

namespace MlWorkbench.Web.Registry.Rollouts;

/// <summary>Plans to start from. At 100 % the version in Production has no calls to compare with, so that step takes no time.</summary>
public static class RolloutPresets
{
    private static readonly RolloutCheck[] Checks =
    [
        new(RolloutMetric.ErrorRate, RolloutOperator.Less, 0.05),
        new(RolloutMetric.P95Ratio, RolloutOperator.Less, 2),
        new(RolloutMetric.ScorePsi, RolloutOperator.Less, 0.25),
    ];

    public static RolloutPlan Careful { get; } = new([new(5, 30, 100), new(25, 30, 100), new(50, 30, 100), new(100)], Checks);

    public static IReadOnlyList<(string Title, RolloutPlan Plan)> All { get; } =
    [
        ("Careful: 5, 25, 50, 100 %", Careful),
        ("Quick: 50, 100 %", new([new(50, 10, 100), new(100)], Checks)),
    ];
}
