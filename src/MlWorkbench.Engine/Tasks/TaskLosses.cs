namespace MlWorkbench.Engine.Tasks;

/// <summary>The losses of boosted trees. Other trainers derive their loss from the link of the task's outputs.</summary>
/// <param name="Default">The loss for metrics without their own.</param>
/// <param name="ByMetric">Losses of single metrics, by the metric's name.</param>
public sealed record TaskLosses(BoostingLoss Default, IReadOnlyDictionary<string, BoostingLoss> ByMetric)
{
    /// <param name="metric">Name of the search metric.</param>
    public BoostingLoss For(string metric) => ByMetric.GetValueOrDefault(metric, Default);
}
