namespace MlWorkbench.Application.Registry.Versions;

/// <summary>A run as the registry knows it.</summary>
/// <param name="Versions">Model versions that were registered from it, oldest first.</param>
/// <param name="AgainstProduction">How it compares with the Production version of each model that it is registered in.</param>
public sealed record RunInRegistry(IReadOnlyList<RegisteredFromRun> Versions, IReadOnlyList<AgainstProduction> AgainstProduction);
