using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Samples;

/// <summary>Loads the sample: starts the job that creates its objects.</summary>
public sealed class SampleLoader(IDbContextFactory<WorkbenchDbContext> contexts, JobLauncher jobs, ChangeLog changes)
{
    /// <summary>Whether the actor may load the sample: it requires the rights for every step.</summary>
    public static bool IsAllowed(Actor actor) =>
        actor.May(Permission.ManageDatasets) && actor.May(Permission.RunExperiments) && actor.May(Permission.ManageModels) && actor.May(Permission.Monitor);

    /// <summary>Starts the job and returns its id. If a job is queued or running, returns that job's id.</summary>
    public async Task<Guid> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireOpenProject();
        if (!IsAllowed(actor))
        {
            throw WorkbenchException.Forbidden("load the sample");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var active = await db.JobRuns
            .Where(row => row.SubjectId == actor.Project.Id && row.Kind == SampleJob.Kind && (row.State == JobState.Queued || row.State == JobState.Running))
            .Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (active is { } underWay)
        {
            return underWay;
        }

        var job = await jobs.AddAsync<SampleJob>(db, actor, actor.Project.Id, "Load the sample", JobQueues.Default, cancellationToken);
        await changes.RecordAsync(db, actor, SampleEvents.Of(actor.Project), new SampleEvents.Loaded(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        jobs.Enqueue(job);
        return job.Id;
    }
}
