using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Serving.Endpoints;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>Finds endpoints by name. It is part of the registry, because rollouts start on endpoints too.</summary>
internal static class EndpointQueries
{
    public static IQueryable<ModelEndpoint> Named(this IQueryable<ModelEndpoint> endpoints, ProjectScope project, string name) =>
        endpoints.Where(endpoint => endpoint.ProjectId == project.Id && endpoint.Name == name);

    /// <summary>Returns the tracked endpoint with its model.</summary>
    /// <exception cref="WorkbenchException">The endpoint does not exist.</exception>
    public static async Task<ModelEndpoint> SingleByNameAsync(
        this IQueryable<ModelEndpoint> endpoints, ProjectScope project, string name, CancellationToken cancellationToken) =>
        await endpoints.Named(project, name).Include(endpoint => endpoint.Model).SingleOrDefaultAsync(cancellationToken)
        ?? throw WorkbenchException.NotFound($"endpoint '{name}'");
}
