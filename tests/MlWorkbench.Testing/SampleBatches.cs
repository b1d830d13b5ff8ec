using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Serving.Batch;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Testing;

/// <summary>Batch predictions of the model <c>churn</c> for the dataset <c>customers</c>, which must exist.</summary>
public sealed class SampleBatches(IServiceProvider services)
{
    private readonly IDbContextFactory<WorkbenchDbContext> _contexts = services.GetRequiredService<IDbContextFactory<WorkbenchDbContext>>();
    private readonly DateTime _now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    /// <summary>Inserts a queued batch prediction, whose job is in a lane without a worker. Returns its id.</summary>
    public async Task<Guid> PlantQueuedAsync(Actor by)
    {
        await using var db = await _contexts.CreateDbContextAsync();
        var batch = new BatchPrediction
        {
            Id = Guid.CreateVersion7(),
            ProjectId = by.Project.Id,
            ModelVersionId = await db.ModelVersions
                .Where(version => version.Model!.ProjectId == by.Project.Id && version.Model.Name == SampleModel.Model)
                .Select(version => version.Id)
                .FirstAsync(),
            Data = SampleModel.Dataset,
            DataVersion = 1,
            RequestedById = by.UserId,
            RequestedByName = by.Name,
            CreatedAt = _now,
        };
        db.AddRange(batch, new JobRun
        {
            Id = Guid.CreateVersion7(),
            Kind = BatchPredictionJob.Kind,
            SubjectId = batch.Id,
            Title = $"Score {batch.DescribeData()}",
            ProjectId = by.Project.Id,
            Queue = "none",
            State = JobState.Queued,
            RequestedById = by.UserId,
            RequestedByName = by.Name,
            QueuedAt = _now,
        });
        await db.SaveChangesAsync();
        return batch.Id;
    }
}
