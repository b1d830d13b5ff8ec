using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage.Backups;

namespace MlWorkbench.Application.Backups;

/// <summary>Lists the backups, with the last backup job and the last check of each.</summary>
public sealed class BackupCatalog(BackupFolder folder, JobCatalog jobs)
{
    public async Task<BackupOverview> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, "see the backups");
        var files = folder.List();
        var newest = await jobs.ReadNewestAsync([BackupJob.SubjectId, .. files.Select(file => file.Id)], cancellationToken);
        return new BackupOverview(
            folder.Path,
            [.. files.Select(file => new BackupSummary(file.Name, file.At, file.Bytes, file.IsGood, newest.GetValueOrDefault(file.Id)))],
            newest.GetValueOrDefault(BackupJob.SubjectId));
    }
}
