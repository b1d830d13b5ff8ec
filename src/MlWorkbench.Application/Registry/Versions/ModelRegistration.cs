using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Registry.Versions;

/// <summary>Registers a completed run as a version of a new or existing model. A new model gets its endpoint. The version shares the run's package, without a copy.</summary>
public sealed class ModelRegistration(IDbContextFactory<WorkbenchDbContext> contexts, ChangeLog changes, TimeProvider clock)
{
    /// <exception cref="WorkbenchException">The name is not valid, or the run does not exist, has no model, or is already a version of this model.</exception>
    public async Task<RegisteredVersion> RegisterAsync(Actor actor, string modelName, Guid runId, string? description, CancellationToken cancellationToken)
    {
        actor.Require(Permission.ManageModels, "register models");
        var name = RegistryNames.CheckModel(modelName);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var (run, package) = await FindRunAsync(db, actor.Project, runId, cancellationToken);
        var model = await FindOrAddModelAsync(db, actor.Project, name, cancellationToken);
        var versions = await db.ModelVersions.AsNoTracking().Where(version => version.ModelId == model.Id).Select(version => new { version.Number, version.RunId }).ToListAsync(cancellationToken);
        if (versions.FirstOrDefault(version => version.RunId == runId) is { } same)
        {
            throw WorkbenchException.Conflict("already_registered", $"Run {run.Number} is already version {same.Number} of the model '{model.Name}'.");
        }

        var version = new ModelVersion
        {
            Id = Guid.CreateVersion7(),
            ModelId = model.Id,
            Number = versions.Select(existing => existing.Number).DefaultIfEmpty().Max() + 1,
            RunId = runId,
            PackageDigest = package.Digest,
            PackageBytes = package.Bytes,
            Description = string.IsNullOrWhiteSpace(description) ? null : description.Trim(),
            Stage = Stage.None,
            CreatedById = actor.UserId,
            CreatedByName = actor.Name,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        };
        db.ModelVersions.Add(version);
        await changes.RecordAsync(db, actor, RegistryEvents.Of(model, version),
            new RegistryEvents.VersionRegistered(version.Id, version.Number, run.Id), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new RegisteredVersion(model.Name, version.Number);
    }

    private static async Task<(Run Run, RunArtifact Package)> FindRunAsync(WorkbenchDbContext db, ProjectScope project, Guid runId, CancellationToken cancellationToken)
    {
        var run = await db.Runs.AsNoTracking().Include(candidate => candidate.Experiment).Include(candidate => candidate.Artifacts)
            .SingleOrDefaultAsync(candidate => candidate.Id == runId && candidate.Experiment!.ProjectId == project.Id, cancellationToken)
            ?? throw WorkbenchException.NotFound("run with this id");
        // A version's lineage starts with the data and the specification of the search.
        ExperimentJson.ReadSpec(run.Experiment!.Spec);
        var package = run.Artifacts.Find(artifact => artifact.Path == SearchProtocol.ModelFile);
        if (run.State != RunState.Completed || package is null)
        {
            throw WorkbenchException.Conflict(
                "run_without_model",
                $"Run {run.Number} ({run.Title}) has no model to register: its state is {run.State.ToString().ToLowerInvariant()}. Choose a completed run.");
        }

        return (run, package);
    }

    private async Task<RegisteredModel> FindOrAddModelAsync(WorkbenchDbContext db, ProjectScope project, string name, CancellationToken cancellationToken)
    {
        var model = await db.RegisteredModels.SingleOrDefaultAsync(candidate => candidate.ProjectId == project.Id && candidate.Name == name, cancellationToken);
        if (model is null)
        {
            await NameRules.RequireFreeAsync(db.RegisteredModels.Where(candidate => candidate.ProjectId == project.Id), name, "model", cancellationToken);
            await NameRules.RequireFreeAsync(db.ModelEndpoints.Where(candidate => candidate.ProjectId == project.Id), name, "model endpoint", cancellationToken);
            model = new RegisteredModel { Id = Guid.CreateVersion7(), ProjectId = project.Id, Name = name, CreatedAt = clock.GetUtcNow().UtcDateTime };
            db.RegisteredModels.Add(model);
            db.ModelEndpoints.Add(ModelEndpoint.Of(model, model.Name, model.CreatedAt));
        }

        return model;
    }
}
