using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Projects;

namespace MlWorkbench.Application.Registry.Versions;

/// <summary>Finds versions by the names that people use.</summary>
internal static class VersionQueries
{
    public static IQueryable<ModelVersion> OfModel(this IQueryable<ModelVersion> versions, string modelName) =>
        versions.Where(version => version.Model!.ProjectId == Project.DefaultId && version.Model.Name == modelName);

    /// <summary>The tracked version with its model.</summary>
    /// <exception cref="WorkbenchException">There is none.</exception>
    public static async Task<ModelVersion> SingleByNumberAsync(this IQueryable<ModelVersion> versions, string modelName, int number, CancellationToken cancellationToken) =>
        await versions.OfModel(modelName).Include(version => version.Model).SingleOrDefaultAsync(version => version.Number == number, cancellationToken)
        ?? throw WorkbenchException.NotFound($"version {number} of a model '{modelName}'");
}
