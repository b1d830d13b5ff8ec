namespace MlWorkbench.Application.Registry.Versions;

/// <summary>A run's registrations.</summary>
/// <param name="Versions">Model versions registered from the run, oldest first.</param>
/// <param name="AgainstProduction">Comparison with the Production version of each model that contains the run.</param>
public sealed record RunInRegistry(IReadOnlyList<RegisteredFromRun> Versions, IReadOnlyList<AgainstProduction> AgainstProduction);
