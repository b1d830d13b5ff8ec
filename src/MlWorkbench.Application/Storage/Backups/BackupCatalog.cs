using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Storage.Backups;

/// <summary>Reads the backups that are there and how the last one went.</summary>
public sealed class BackupCatalog(BackupFolder folder, JobCatalog jobs)
{
    public async Task<BackupOverview> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, "see the backups");
        return new BackupOverview(folder.Path, folder.List(), await jobs.FindForAsync(BackupJob.SubjectId, cancellationToken));
    }
}
