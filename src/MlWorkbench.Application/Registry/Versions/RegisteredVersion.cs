namespace MlWorkbench.Application.Registry.Versions;

/// <summary>Names a version: the answer to a registration.</summary>
public sealed record RegisteredVersion(string Name, int Version);
