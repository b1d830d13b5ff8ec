using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>Reads models, their versions, stages, history and lineage.</summary>
public sealed class ModelCatalog(IDbContextFactory<WorkbenchDbContext> contexts)
{
    private static readonly ListOrders<RegisteredModel, Guid> Orders = new ListOrders<RegisteredModel, Guid>(model => model.Id)
        .By("latest", model => model.Versions.Max(version => version.CreatedAt))
        .By("name", model => model.Name, descending: false);

    private static readonly ListOrders<ModelVersion, Guid> VersionOrders = new ListOrders<ModelVersion, Guid>(version => version.Id)
        .By("number", version => version.Number);

    /// <summary>Lists models, sorted by <c>name</c> or by <c>latest</c> (default). <see cref="ListQuery.Search"/> matches names.</summary>
    public async Task<Page<ModelSummary>> ListAsync(Actor actor, ListQuery query, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see models");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var models = db.RegisteredModels.AsNoTracking().Where(model => model.ProjectId == actor.Project.Id);
        if (query.Pattern is { } pattern)
        {
            models = models.Where(model => ListQuery.Matches(model.Name, pattern));
        }

        var total = await models.CountAsync(cancellationToken);
        var slice = await Orders.SliceAsync(models, query, cancellationToken);
        var page = await slice.Rows
            .Select(model => new
            {
                model.Name,
                model.Description,
                Versions = model.Versions.Count,
                Latest = model.Versions.Max(version => version.Number),
                LatestAt = model.Versions.Max(version => version.CreatedAt),
                Production = model.Versions.Where(version => version.Stage == Stage.Production)
                    .Select(version => new { version.Number, version.StageSince, version.RunId })
                    .FirstOrDefault(),
                OpenRequests = db.TransitionRequests.Count(request => request.ModelVersion!.ModelId == model.Id && request.State == TransitionRequestState.Open),
            })
            .ToListAsync(cancellationToken);
        var champions = page.Select(model => model.Production?.RunId).OfType<Guid>().ToList();
        var tests = await db.RunMetrics.AsNoTracking()
            .Where(metric => champions.Contains(metric.RunId) && metric.IsLast && metric.Split == MetricSplit.Test && db.Runs.Any(run => run.Id == metric.RunId && run.Metric == metric.Name))
            .ToDictionaryAsync(metric => metric.RunId, metric => new TestMetric(metric.Name, metric.Value, metric.Low, metric.High), cancellationToken);
        var items = page.Select(model => new ModelSummary
        {
            Name = model.Name,
            Description = model.Description,
            Versions = model.Versions,
            LatestVersion = model.Latest,
            LatestAt = model.LatestAt,
            ProductionVersion = model.Production?.Number,
            ProductionSince = model.Production?.StageSince,
            Test = model.Production is { } production ? tests.GetValueOrDefault(production.RunId) : null,
            OpenRequests = model.OpenRequests,
        });
        return slice.ToPage([.. items], total);
    }

    /// <exception cref="WorkbenchException">The model does not exist.</exception>
    public async Task<ModelDetails> FindAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see models");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var model = await SingleModelAsync(db, actor.Project, name, cancellationToken);
        var versions = db.ModelVersions.AsNoTracking().Where(version => version.ModelId == model.Id);
        var counts = await versions.GroupBy(version => version.Stage).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(stage => stage.Key, stage => stage.Count, cancellationToken);
        var newest = await versions
            .Where(version => version.Id == versions.Where(other => other.Stage == version.Stage)
                .OrderByDescending(other => db.StageTransitions.Where(transition => transition.ModelVersionId == other.Id).Max(transition => (long?)transition.Sequence) ?? 0)
                .ThenByDescending(other => other.Number).Select(other => other.Id).First())
            .Summaries()
            .ToDictionaryAsync(version => version.Stage, cancellationToken);
        var board = Enum.GetValues<Stage>().Select(stage => new StageLane(stage, counts.GetValueOrDefault(stage), newest.GetValueOrDefault(stage))).ToList();
        var previous = await ProductionRollback.FindPreviousAsync(db, actor.Project, model.Name, cancellationToken);
        var aliases = await db.ModelAliases.AsNoTracking().Where(alias => alias.ModelId == model.Id).OrderBy(alias => alias.Name)
            .Select(alias => new { alias.Name, alias.ModelVersion!.Number }).ToDictionaryAsync(alias => alias.Name, alias => alias.Number, cancellationToken);
        var open = await db.TransitionRequests.AsNoTracking().Where(request => request.ModelVersion!.ModelId == model.Id && request.State == TransitionRequestState.Open)
            .OrderBy(request => request.RequestedAt).Select(VersionProjections.RequestSummary(db)).ToListAsync(cancellationToken);
        return new ModelDetails
        {
            Id = model.Id,
            Name = model.Name,
            Description = model.Description,
            CreatedAt = model.CreatedAt,
            Versions = counts.Values.Sum(),
            Production = newest.GetValueOrDefault(Stage.Production),
            RollbackTo = previous?.Number,
            Board = board,
            Aliases = aliases,
            ProtectedAliases = [.. model.ProtectedAliases.Order(StringComparer.OrdinalIgnoreCase)],
            OpenRequests = open,
        };
    }

    /// <summary>Lists the model's versions, newest first.</summary>
    public async Task<Page<VersionSummary>> ListVersionsAsync(Actor actor, string name, ListQuery query, Stage? stage, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see models");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var versions = await VersionsAsync(db, actor.Project, name, stage, cancellationToken);
        var total = await versions.CountAsync(cancellationToken);
        var slice = await VersionOrders.SliceAsync(versions, query, cancellationToken);
        return slice.ToPage(await slice.Rows.Summaries().ToListAsync(cancellationToken), total);
    }

    /// <param name="reference">A version number, or an alias of the model.</param>
    /// <exception cref="WorkbenchException">The version does not exist.</exception>
    public async Task<VersionDetails> FindVersionAsync(Actor actor, string name, string reference, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see models");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var id = await ResolveAsync(db, actor.Project, name, reference, cancellationToken);
        var versions = db.ModelVersions.AsNoTracking().Where(version => version.Id == id);
        var version = await versions.Summaries().SingleAsync(cancellationToken);
        var model = await versions.Select(row => new { row.Model!.Name, Production = row.Model.Versions.Where(other => other.Stage == Stage.Production).Select(other => (int?)other.Number).FirstOrDefault() }).SingleAsync(cancellationToken);
        var aliases = await db.ModelAliases.AsNoTracking().Where(alias => alias.ModelVersionId == id).OrderBy(alias => alias.Name).Select(alias => alias.Name).ToListAsync(cancellationToken);
        var open = await db.TransitionRequests.AsNoTracking().Where(request => request.ModelVersionId == id && request.State == TransitionRequestState.Open)
            .OrderBy(request => request.RequestedAt).Select(VersionProjections.RequestSummary(db)).FirstOrDefaultAsync(cancellationToken);
        var steps = await db.Steps(versions).ToListAsync(cancellationToken);
        return new VersionDetails(model.Name, version, await LineageAsync(versions, cancellationToken), model.Production, aliases, open, StageStep.ToTenures(steps));
    }

    /// <summary>Lists the versions in each stage with their times, newest first.</summary>
    public async Task<IReadOnlyList<StageTenure>> HistoryAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see models");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var model = await SingleModelAsync(db, actor.Project, name, cancellationToken);
        var steps = await db.Steps(db.ModelVersions.Where(version => version.ModelId == model.Id)).ToListAsync(cancellationToken);
        return StageStep.ToTenures(steps);
    }

    internal static async Task<Guid> ResolveAsync(WorkbenchDbContext db, ProjectScope project, string name, string reference, CancellationToken cancellationToken)
    {
        var versions = db.ModelVersions.AsNoTracking().OfModel(project, name);
        versions = int.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? versions.Where(version => version.Number == number)
            : versions.Where(version => db.ModelAliases.Any(alias => alias.ModelVersionId == version.Id && alias.Name == reference));
        return await versions.Select(version => (Guid?)version.Id).SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound($"version '{reference}' of a model '{name}'");
    }

    private static async Task<IQueryable<ModelVersion>> VersionsAsync(WorkbenchDbContext db, ProjectScope project, string name, Stage? stage, CancellationToken cancellationToken)
    {
        var model = await SingleModelAsync(db, project, name, cancellationToken);
        return db.ModelVersions.AsNoTracking().Where(version => version.ModelId == model.Id && (stage == null || version.Stage == stage));
    }

    private static async Task<RegisteredModel> SingleModelAsync(WorkbenchDbContext db, ProjectScope project, string name, CancellationToken cancellationToken) =>
        await db.RegisteredModels.AsNoTracking().SingleOrDefaultAsync(model => model.ProjectId == project.Id && model.Name == name, cancellationToken)
        ?? throw WorkbenchException.NotFound($"model '{name}'");

    private static async Task<ModelLineage> LineageAsync(IQueryable<ModelVersion> version, CancellationToken cancellationToken)
    {
        var row = await version
            .Select(made => new { Made = made, Run = made.Run!, Experiment = made.Run!.Experiment!, Data = made.Run.Experiment!.DatasetVersion!, Dataset = made.Run.Experiment.DatasetVersion!.Dataset!.Name, Recipe = made.Run.Experiment.RecipeVersion!.Recipe!.Name, RecipeVersion = (int?)made.Run.Experiment.RecipeVersion.Number })
            .SingleAsync(cancellationToken);
        var spec = ExperimentJson.ReadSpec(row.Experiment.Spec);
        return new ModelLineage
        {
            Dataset = row.Dataset,
            DatasetVersion = row.Data.Number,
            DatasetDigest = row.Data.Digest,
            DatasetRows = row.Data.Rows,
            SourceName = row.Data.SourceName.Text,
            DatasetBy = row.Data.CreatedByName,
            DatasetAt = row.Data.CreatedAt,
            ExperimentId = row.Experiment.Id,
            Experiment = row.Experiment.Name,
            Target = spec.Target,
            Seed = spec.Seed,
            Recipe = row.Recipe is null ? null : new RecipeReference(row.Recipe, row.RecipeVersion),
            ExperimentBy = row.Experiment.CreatedByName,
            ExperimentAt = row.Experiment.CreatedAt,
            RunId = row.Run.Id,
            RunNumber = row.Run.Number,
            RunTitle = row.Run.Title,
            RunSeconds = row.Run.Seconds,
            RunAt = row.Run.StartedAt,
            PackageDigest = row.Made.PackageDigest,
            PackageBytes = row.Made.PackageBytes,
            RegisteredBy = row.Made.CreatedByName,
            RegisteredAt = row.Made.CreatedAt,
        };
    }
}
