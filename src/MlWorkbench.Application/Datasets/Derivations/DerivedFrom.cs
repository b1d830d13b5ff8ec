namespace MlWorkbench.Application.Datasets.Derivations;

/// <summary>What the row of a derived version says about its making.</summary>
/// <param name="Steps">JSON: the engine's derivation.</param>
internal sealed record DerivedFrom(Guid SourceId, Guid? JoinedId, string Steps);
