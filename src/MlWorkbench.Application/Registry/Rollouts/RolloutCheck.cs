using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>A condition that holds while the new version is fit. With too few rows it is inconclusive, which waits and never fails.</summary>
/// <param name="AgainstChampion">Whether an error or refusal rate is compared as its difference to the champion's. Ratios and distributions always are.</param>
/// <param name="WindowMinutes">Minutes before now that count.</param>
/// <param name="MinRows">Fewest rows in the window, of each compared version.</param>
public sealed record RolloutCheck(
    [property: JsonRequired] RolloutMetric Metric,
    [property: JsonRequired] RolloutOperator Operator,
    [property: JsonRequired] double Threshold,
    bool AgainstChampion = false,
    double WindowMinutes = 10,
    int MinRows = 100,
    RolloutFailure OnFail = RolloutFailure.Abort)
{
    /// <summary>Whether the check needs traffic of the champion.</summary>
    internal bool ComparesChampion => AgainstChampion || Metric is not (RolloutMetric.ErrorRate or RolloutMetric.RefusalRate);
}
