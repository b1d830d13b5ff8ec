namespace MlWorkbench.Application.Registry.Versions;

/// <summary>The search metric of a version on its test split, with its 95 % interval.</summary>
/// <param name="Name">Stable name from <c>Metrics</c>.</param>
public sealed record TestMetric(string Name, double Value, double? Low, double? High);
