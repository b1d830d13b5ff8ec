using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Storage.Backups;

namespace MlWorkbench.Application.Backups;

/// <summary>Starts backups, and checks of existing ones.</summary>
public sealed class BackupLauncher(
    IDbContextFactory<WorkbenchDbContext> contexts,
    BackupFolder folder,
    IOptions<StorageOptions> storage,
    JobLauncher jobs,
    ChangeLog changes)
{
    /// <summary>Returns the id of the job. If a backup is running already, returns that job's id.</summary>
    public Task<Guid> StartAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, "back up the workbench");
        storage.Value.RequireFile();
        return LaunchAsync<BackupJob>(actor, BackupJob.SubjectId, "Back up the workbench",
            BackupEvents.Of(null), new BackupEvents.Started(), cancellationToken);
    }

    /// <summary>Starts a check of the whole file. Returns the id of the job. If this file is being checked already, returns that job's id.</summary>
    /// <param name="name">Name of a file in the folder of the backups.</param>
    public Task<Guid> CheckAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, "verify backups");
        storage.Value.RequireFile();
        var file = folder.List().FirstOrDefault(file => file.Name == name) ?? throw WorkbenchException.NotFound($"backup '{name}'");
        return LaunchAsync<BackupCheckJob>(actor, file.Id, $"Verify the backup {file.Name}",
            BackupEvents.Of(file.Name), new BackupEvents.CheckStarted(), cancellationToken);
    }

    private async Task<Guid> LaunchAsync<TJob>(
        Actor actor,
        Guid subjectId,
        string title,
        EventSubject subject,
        WorkbenchChange change,
        CancellationToken cancellationToken)
        where TJob : IJob
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var active = await db.JobRuns
            .Where(row => row.SubjectId == subjectId && (row.State == JobState.Queued || row.State == JobState.Running))
            .Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (active is { } underWay)
        {
            return underWay;
        }

        var job = await jobs.AddAsync<TJob>(db, actor with { Project = ProjectScope.Default }, subjectId, title, JobQueues.Default, cancellationToken);
        await changes.RecordAsync(db, actor, subject, change, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        jobs.Enqueue(job);
        return job.Id;
    }
}
