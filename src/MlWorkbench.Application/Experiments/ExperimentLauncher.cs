using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Experiments.Planning;

namespace MlWorkbench.Application.Experiments;

/// <summary>Starts an experiment: checks the request as far as possible without training, and writes the experiment and its job in one transaction.</summary>
public sealed class ExperimentLauncher(
    IDbContextFactory<WorkbenchDbContext> contexts,
    DatasetCatalog datasets,
    RecipeCatalog recipes,
    SegmentCatalog segments,
    TargetReader targets,
    JobLauncher jobs,
    BudgetLimit budget,
    ChangeLog changes,
    IOptions<TrainingOptions> options,
    TimeProvider clock)
{
    /// <returns>The experiment's id.</returns>
    /// <exception cref="WorkbenchException">The request is not valid. The message names the change to make.</exception>
    /// <exception cref="MlWorkbench.Engine.EngineException">The request does not fit the columns, or the target cannot be predicted.</exception>
    public async Task<Guid> LaunchAsync(Actor actor, ExperimentRequest request, CancellationToken cancellationToken)
    {
        actor.Require(Permission.RunExperiments, "start experiments");
        var version = await datasets.GetVersionAsync(actor, request.Dataset, request.Version, cancellationToken);
        var recipe = request.Recipe is { } reference ? await RequireAsync(actor, reference, cancellationToken) : null;
        var chosen = request.Spec.Segments is { } named
            ? await segments.ResolveAsync(actor, named, version.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal), cancellationToken)
            : null;
        var spec = request.Spec with { Threads = options.Value.Threads, Recipe = recipe?.Definition, Segments = chosen };
        BudgetLimit.RequireInRange(spec.BudgetSeconds);
        ExperimentSpecCheck.Require(spec, [.. version.Columns.Select(column => (column.Name, column.Type))]);
        var target = await targets.ProposeAsync(actor, version.Dataset, version.Version, spec.Target, spec.Task, spec.PositiveClass, cancellationToken);
        ExperimentSpecCheck.RequireTask(spec, target.Task);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        await budget.RequireRoomAsync(db, actor, spec.BudgetSeconds, cancellationToken);
        var experiment = new Experiment
        {
            Id = Guid.CreateVersion7(),
            ProjectId = actor.Project.Id,
            Name = NameOf(request),
            DatasetVersionId = version.Id,
            RecipeVersionId = recipe?.Id,
            Spec = ExperimentJson.Write(spec),
            State = ExperimentState.Queued,
            BudgetSeconds = spec.BudgetSeconds,
            CreatedById = actor.UserId,
            CreatedByName = actor.Name,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        };
        db.Experiments.Add(experiment);
        if (chosen is not null)
        {
            await ExperimentSegments.RecordAsync(db, experiment, chosen, experiment.CreatedAt, cancellationToken);
        }

        var job = await jobs.AddAsync<ExperimentJob>(db, actor, experiment.Id, experiment.Name, JobQueues.Training, cancellationToken);
        await changes.RecordAsync(db, actor, ExperimentEvents.Of(experiment),
            new ExperimentEvents.Started(version.Dataset, version.Version, spec.Target, recipe?.Recipe, recipe?.Version), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        jobs.Enqueue(job);
        return experiment.Id;
    }

    private async Task<RecipeVersionDetails> RequireAsync(Actor actor, RecipeReference reference, CancellationToken cancellationToken) =>
        await recipes.FindVersionAsync(actor, reference, cancellationToken)
        ?? throw WorkbenchException.Invalid("recipe_unknown",
            $"There is no recipe '{reference}'. Choose one from the list of recipes. If 'recipe' is omitted, the search prepares the columns itself.");

    private static string NameOf(ExperimentRequest request)
    {
        if (!string.IsNullOrWhiteSpace(request.Name))
        {
            return ExperimentNames.Require(request.Name);
        }

        // The column's name is from the file, so it is untrusted text.
        var name = NameRules.Visible($"Predict {request.Spec.Target}");
        return name.Length > ExperimentNames.Longest ? name[..ExperimentNames.Longest] : name;
    }
}
