namespace MlWorkbench.Application.Serving;

/// <summary>Which version answers for a model.</summary>
/// <param name="WhenLogFull">Whether answers wait for the log.</param>
/// <param name="Newest">The newest version of the dataset that the model learnt from, whose rows a model that looks back in time sees; null where all since then are archived.</param>
internal sealed record ModelRoute(Guid VersionId, string Model, int Number, string PackageDigest, LogWhenFull WhenLogFull, HistoryVersion? Newest);
