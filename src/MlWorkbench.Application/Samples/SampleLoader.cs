using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Samples;

/// <summary>Loads the sample: asks for the job that makes ordinary objects of it.</summary>
public sealed class SampleLoader(IDbContextFactory<WorkbenchDbContext> contexts, JobLauncher jobs, AuditLog audit)
{
    /// <summary>The sample does what its loader could do by hand.</summary>
    public static bool IsAllowed(Actor actor) =>
        actor.May(Permission.ManageDatasets) && actor.May(Permission.RunExperiments) && actor.May(Permission.ManageModels) && actor.May(Permission.Monitor);

    /// <summary>Answers the id of the job; of the one that is under way, if there is one.</summary>
    public async Task<Guid> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!IsAllowed(actor))
        {
            throw WorkbenchException.Forbidden("load the sample");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var active = await db.JobRuns
            .Where(row => row.SubjectId == Project.DefaultId && row.Kind == SampleJob.Kind && (row.State == JobState.Queued || row.State == JobState.Running))
            .Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (active is { } underWay)
        {
            return underWay;
        }

        var job = await jobs.AddAsync<SampleJob>(db, actor, Project.DefaultId, "Load the sample", JobQueues.Default, cancellationToken);
        await audit.AppendAsync(db, actor, "sample.loaded", "project", Project.DefaultId.ToString(), "Sample", null, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        jobs.Enqueue(job);
        return job.Id;
    }
}
