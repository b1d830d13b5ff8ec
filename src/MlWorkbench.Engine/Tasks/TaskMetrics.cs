namespace MlWorkbench.Engine.Tasks;

/// <summary>The metrics of a task.</summary>
/// <param name="Names">Names in display order.</param>
/// <param name="Default">The metric of a search that names none.</param>
/// <param name="WhyDefault">The sentence that gives the reason for the default.</param>
public sealed record TaskMetrics(IReadOnlyList<string> Names, string Default, string WhyDefault);
