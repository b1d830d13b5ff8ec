namespace MlWorkbench.Application.Serving;

/// <summary>The version that answers for a model.</summary>
/// <param name="WhenLogFull">Whether answers wait for the log.</param>
/// <param name="Newest">The newest version of the training data's dataset, as history for the model. Null if all later versions are archived.</param>
internal sealed record ModelRoute(Guid VersionId, string Model, int Number, string PackageDigest, LogWhenFull WhenLogFull, HistoryVersion? Newest);
