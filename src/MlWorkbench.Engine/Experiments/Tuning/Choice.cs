namespace MlWorkbench.Engine.Experiments.Tuning;

/// <summary>A parameter of a search space with a few values without order.</summary>
internal sealed record Choice(string Name, params IReadOnlyList<ParameterValue> Options);
