using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Endpoints;

/// <summary>An endpoint and the version that answers for it.</summary>
internal sealed class ServedVersion
{
    public required ModelEndpoint Endpoint { get; init; }

    public required ModelVersion Version { get; init; }

    /// <summary>The endpoints of the project whose live route leads to a version. A route to Production leads nowhere while Production is empty.</summary>
    public static IQueryable<ServedVersion> Of(WorkbenchDbContext db, Guid projectId) =>
        from route in db.EndpointRoutes
        where route.Mode == RouteMode.Live && route.Endpoint!.ProjectId == projectId
        from version in db.ModelVersions
        where version.ModelId == route.Endpoint!.ModelId && (route.VersionId == null ? version.Stage == Stage.Production : version.Id == route.VersionId)
        select new ServedVersion { Endpoint = route.Endpoint!, Version = version };
}
