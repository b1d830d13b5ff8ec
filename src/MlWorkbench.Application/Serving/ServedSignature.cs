using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving;

/// <summary>Inputs and outputs of the version that answers for a model.</summary>
public sealed record ServedSignature(string Model, int Version, ModelSignature Signature);
