using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving;

/// <summary>Inputs and outputs of the version that answers for a model.</summary>
/// <param name="MaximumRows">Most rows of one call of the endpoint.</param>
public sealed record ServedSignature(string Model, int Version, ModelSignature Signature, int MaximumRows);
