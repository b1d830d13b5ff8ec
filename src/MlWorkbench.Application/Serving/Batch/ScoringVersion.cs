using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>The version that scores a batch.</summary>
internal sealed record ScoringVersion(Guid Id, Guid ModelId, string Model, int Number, string PackageDigest)
{
    /// <param name="reference">A version number or alias. If null, the version in Production.</param>
    /// <exception cref="WorkbenchException">The model or version does not exist, or Production is empty.</exception>
    public static async Task<ScoringVersion> FindAsync(
        WorkbenchDbContext db, ProjectScope project, string model, string? reference, CancellationToken cancellationToken)
    {
        var versions = db.ModelVersions.AsNoTracking().OfModel(project, model);
        if (reference is null)
        {
            versions = versions.Where(version => version.Stage == Stage.Production);
        }
        else
        {
            var id = await ModelCatalog.ResolveAsync(db, project, model, reference, cancellationToken);
            versions = versions.Where(version => version.Id == id);
        }

        return await versions
            .Select(version => new ScoringVersion(version.Id, version.ModelId, version.Model!.Name, version.Number, version.PackageDigest))
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw await RefusalAsync(db, project, model, cancellationToken);
    }

    /// <summary>The newest version of the model's dataset that a model can look back at. Null without one.</summary>
    public static async Task<string?> FindHistoryAsync(WorkbenchDbContext db, Guid modelVersionId, CancellationToken cancellationToken)
    {
        var trained = db.ModelVersions.Where(version => version.Id == modelVersionId).Select(version => version.Run!.Experiment!.DatasetVersion!);
        return await db.DatasetVersions.AsNoTracking()
            .Where(data => data.ArchivedAt == null && trained.Any(used => used.DatasetId == data.DatasetId && used.Number <= data.Number))
            .OrderByDescending(data => data.Number)
            .Select(data => data.Digest)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private static async Task<WorkbenchException> RefusalAsync(
        WorkbenchDbContext db, ProjectScope project, string model, CancellationToken cancellationToken) =>
        await db.RegisteredModels.AnyAsync(row => row.ProjectId == project.Id && row.Name == model, cancellationToken)
            ? WorkbenchException.Conflict("nothing_in_production",
                $"No version of '{model}' is in Production. Promote a version, or name the version that scores.")
            : WorkbenchException.NotFound($"model '{model}'");
}
