namespace MlWorkbench.Application.Home;

/// <summary>A person's use of one limit.</summary>
/// <param name="Key">The setting, such as <c>Limits:Experiments</c>.</param>
public sealed record LimitUse(string Key, double Used, double Limit);
