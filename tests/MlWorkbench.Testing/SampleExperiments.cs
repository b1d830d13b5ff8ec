using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Testing;

/// <summary>Inserts experiments without runs on the dataset <c>customers</c>, which must exist.</summary>
public sealed class SampleExperiments(IServiceProvider services)
{
    private readonly IDbContextFactory<WorkbenchDbContext> _contexts = services.GetRequiredService<IDbContextFactory<WorkbenchDbContext>>();
    private readonly DateTime _now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    /// <summary>Inserts a queued experiment: its job is in a lane without a worker.</summary>
    public Task<(Guid Experiment, Guid Job)> PlantQueuedAsync(Actor by) => PlantAsync(by, ExperimentState.Queued, JobState.Queued);

    public Task<(Guid Experiment, Guid Job)> PlantCompletedAsync(Actor by) => PlantAsync(by, ExperimentState.Completed, JobState.Completed);

    private async Task<(Guid Experiment, Guid Job)> PlantAsync(Actor by, ExperimentState state, JobState jobState)
    {
        await using var db = await _contexts.CreateDbContextAsync();
        var experiment = new Experiment
        {
            Id = Guid.CreateVersion7(),
            ProjectId = by.Project.Id,
            Name = "Churn of customers",
            DatasetVersionId = await db.DatasetVersions.Where(version => version.Dataset!.ProjectId == by.Project.Id && version.Dataset.Name == SampleModel.Dataset).Select(version => version.Id).FirstAsync(),
            Spec = JsonSerializer.Serialize(new ExperimentSpec { Target = SampleModel.Target }, JsonSerializerOptions.Web),
            State = state,
            BudgetSeconds = 60,
            CreatedById = by.UserId,
            CreatedByName = by.Name,
            CreatedAt = _now,
        };
        var job = new JobRun
        {
            Id = Guid.CreateVersion7(),
            Kind = ExperimentJob.Kind,
            SubjectId = experiment.Id,
            Title = experiment.Name,
            ProjectId = by.Project.Id,
            Queue = "none",
            State = jobState,
            RequestedById = by.UserId,
            RequestedByName = by.Name,
            QueuedAt = _now,
        };
        db.AddRange(experiment, job);
        await db.SaveChangesAsync();
        return (experiment.Id, job.Id);
    }
}
