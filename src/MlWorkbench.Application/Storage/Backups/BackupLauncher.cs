using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Storage.Backups;

/// <summary>Asks for a backup.</summary>
public sealed class BackupLauncher(IDbContextFactory<WorkbenchDbContext> contexts, JobLauncher jobs, AuditLog audit)
{
    /// <summary>Answers the id of the job; of the one that is under way, if there is one.</summary>
    public async Task<Guid> StartAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, "back up the workbench");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var active = await db.JobRuns
            .Where(row => row.SubjectId == BackupJob.SubjectId && (row.State == JobState.Queued || row.State == JobState.Running))
            .Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (active is { } underWay)
        {
            return underWay;
        }

        var job = await jobs.AddAsync<BackupJob>(db, actor, BackupJob.SubjectId, "Back up the workbench", JobQueues.Default, cancellationToken);
        await audit.AppendAsync(db, actor, "backup.started", "workbench", BackupJob.SubjectId.ToString(), "Backup", null, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        jobs.Enqueue(job);
        return job.Id;
    }
}
