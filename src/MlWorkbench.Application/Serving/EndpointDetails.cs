using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving;

/// <summary>What a caller of a model needs to know, and what was decided about its endpoint.</summary>
/// <param name="Since">When the version entered its stage.</param>
/// <param name="Versions">All versions of the model, newest first, at most 100.</param>
public sealed record EndpointDetails(string Model, int Version, Stage Stage, DateTime? Since, ModelSignature Signature, IReadOnlyList<int> Versions, EndpointLog Log);
