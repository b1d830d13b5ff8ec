using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Projects;

namespace MlWorkbench.Application.Registry.Versions;

/// <summary>Finds versions by model name and number.</summary>
internal static class VersionQueries
{
    public static IQueryable<ModelVersion> OfModel(this IQueryable<ModelVersion> versions, ProjectScope project, string modelName) =>
        versions.Where(version => version.Model!.ProjectId == project.Id && version.Model.Name == modelName);

    /// <summary>Returns the tracked version with its model.</summary>
    /// <exception cref="WorkbenchException">The version does not exist.</exception>
    public static async Task<ModelVersion> SingleByNumberAsync(this IQueryable<ModelVersion> versions, ProjectScope project, string modelName, int number, CancellationToken cancellationToken) =>
        await versions.OfModel(project, modelName).Include(version => version.Model).SingleOrDefaultAsync(version => version.Number == number, cancellationToken)
        ?? throw WorkbenchException.NotFound($"version {number} of a model '{modelName}'");
}
