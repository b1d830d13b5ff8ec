namespace MlWorkbench.Application.Registry.Versions;

/// <summary>Name and number of a version: the result of a registration.</summary>
public sealed record RegisteredVersion(string Name, int Version);
