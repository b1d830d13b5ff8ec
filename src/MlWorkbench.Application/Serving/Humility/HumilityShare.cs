namespace MlWorkbench.Application.Serving.Humility;

/// <summary>Share of logged predictions that a rule would have applied to.</summary>
public sealed record HumilityShare(string Name, double Share);
