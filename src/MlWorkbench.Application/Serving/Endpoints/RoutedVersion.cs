using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Endpoints;

/// <summary>A route and the version that it leads to.</summary>
internal sealed class RoutedVersion
{
    public required EndpointRoute Route { get; init; }

    public required ModelVersion Version { get; init; }

    /// <summary>All routes that lead to a version. A route to Production leads nowhere while Production is empty.</summary>
    public static IQueryable<RoutedVersion> Of(WorkbenchDbContext db) =>
        from route in db.EndpointRoutes
        from version in db.ModelVersions
        where version.ModelId == route.Endpoint!.ModelId && (route.VersionId == null ? version.Stage == Stage.Production : version.Id == route.VersionId)
        select new RoutedVersion { Route = route, Version = version };
}
