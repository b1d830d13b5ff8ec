namespace MlWorkbench.Application.Serving;

/// <summary>Which version answers for a model.</summary>
internal sealed record ModelRoute(Guid VersionId, string Model, int Number, string PackageDigest);
