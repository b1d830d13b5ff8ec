namespace MlWorkbench.Application.Datasets.Derivations;

/// <summary>The derivation of a version, as its row stores it.</summary>
/// <param name="Steps">JSON: the engine's derivation.</param>
internal sealed record DerivedFrom(Guid SourceId, Guid? JoinedId, string Steps);
