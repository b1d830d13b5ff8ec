namespace MlWorkbench.Application.Home;

/// <summary>How much of a limit a person uses.</summary>
/// <param name="Key">The setting, such as <c>Limits:Experiments</c>.</param>
public sealed record LimitUse(string Key, double Used, double Limit);
