namespace MlWorkbench.Application.Serving.Endpoints;

/// <summary>A route to a version of a model.</summary>
/// <param name="Id">Null if the caller chose the version.</param>
/// <param name="Share">Share of the traffic from 0 to 1: what a live route answers, or what a shadow scores too.</param>
/// <param name="Newest">The newest version of the training data's dataset, as history for the model. Null if all later versions are archived.</param>
internal sealed record ServedRoute(Guid? Id, RouteMode Mode, double Share, Guid VersionId, int Number, string PackageDigest, HistoryVersion? Newest);
