using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving;

/// <summary>Inputs, versions and settings of an endpoint.</summary>
/// <param name="Version">The version in Production, or the one asked for.</param>
/// <param name="Since">The time when the version entered its stage.</param>
/// <param name="Versions">All versions of the model, newest first, at most 100.</param>
public sealed record EndpointDetails(
    string Model,
    int Version,
    Stage Stage,
    DateTime? Since,
    ModelSignature Signature,
    IReadOnlyList<int> Versions,
    EndpointSettings Settings);
