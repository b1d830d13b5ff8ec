using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;
using MlWorkbench.Scoring;

namespace MlWorkbench.Application.Models;

/// <summary>Proves a loaded model on the golden rows of its package, so that no version answers other than when it was trained.</summary>
public sealed class ModelProof(IDbContextFactory<WorkbenchDbContext> contexts, ChangeLog changes)
{
    private readonly ConcurrentDictionary<string, string> _reported = new(StringComparer.Ordinal);

    /// <exception cref="WorkbenchException">The model does not score its golden rows as when it was trained.</exception>
    internal async Task RequireAsync(string digest, LoadedModel model)
    {
        if (model.FindDeviation() is not { } deviation)
        {
            return;
        }

        if (!_reported.ContainsKey(digest))
        {
            await ReportAsync(digest, deviation);
            _reported[digest] = deviation;
        }

        throw new WorkbenchException(ErrorKind.Unavailable, "version_unproven",
            $"The model does not score as when it was trained, so it answers no calls. {deviation} " +
            "Promote another version, or run the server on the platform that trained the model.");
    }

    /// <summary>Records an event for each version of the package. Its model is loaded again at each call, and one event per process is enough.</summary>
    private async Task ReportAsync(string digest, string deviation)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.BeginWriteAsync(CancellationToken.None);
        var versions = await db.ModelVersions.AsNoTracking().Include(version => version.Model).Where(version => version.PackageDigest == digest).ToListAsync();
        foreach (var version in versions)
        {
            var project = await db.Projects.AsNoTracking().SingleAsync(row => row.Id == version.Model!.ProjectId);
            await changes.RecordAsync(
                db,
                Actor.System with { Project = new ProjectScope(project.Id, project.Name) },
                new EventSubject("model", version.ModelId, version.Model!.Name),
                new ModelUnproven(version.Number, deviation),
                CancellationToken.None);
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }
}
