using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Backups;

/// <summary>Creates one backup in the folder of the backups.</summary>
internal sealed class BackupJob(BackupMaker maker, StorageDamage damage, ILogger<BackupJob> logger) : IJob
{
    public static string Kind => "backup";

    /// <summary>Fixed subject of all backups, because there is one database.</summary>
    public static Guid SubjectId { get; } = new("b5f0a4c2-6f0e-4a55-9c51-7d2f3f1f0b11");

    public async Task RunAsync(Guid subjectId, JobContext context, CancellationToken cancellationToken)
    {
        context.Report(null, Statement.Of("backup_copying"));
        try
        {
            var (file, _) = await maker.MakeAsync(null, done => context.Report(done, Statement.Of("backup_checking_copy")), cancellationToken);
            context.Report(1, Statement.Of("backup_written", ("file", Path.GetFileName(file))));
        }
        catch (Exception exception) when (exception is WorkbenchException or IOException or UnauthorizedAccessException)
        {
            if (StorageFailure.IsDamage(exception))
            {
                damage.Report("a backup found a page that cannot be read");
            }

            logger.LogError(exception, "The backup failed: {Reason}", exception.Message);
            throw exception as WorkbenchException
                ?? new WorkbenchException(ErrorKind.Unavailable, "backup_failed",
                    "The folder of the backups cannot be written. The server's log has the cause. " +
                    "To use another folder, set Backup:Folder.", inner: exception);
        }
    }
}
