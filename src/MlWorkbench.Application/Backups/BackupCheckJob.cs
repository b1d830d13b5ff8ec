using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage.Backups;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Backups;

/// <summary>Checks a backup in the folder from end to end, because disks can damage files after they were written.</summary>
internal sealed class BackupCheckJob(BackupFolder folder, DatabaseVerifier verifier, ILogger<BackupCheckJob> logger) : IJob
{
    public static string Kind => "backup-check";

    /// <param name="subjectId">The <see cref="BackupFile.Id"/>.</param>
    public async Task RunAsync(Guid subjectId, JobContext context, CancellationToken cancellationToken)
    {
        var file = folder.List().FirstOrDefault(file => file.Id == subjectId)
            ?? throw WorkbenchException.NotFound("such backup in the folder");
        var checking = Statement.Of("backup_checking", ("file", file.Name));
        var facts = await verifier.VerifyAsync(file.Path, done => context.Report(done, checking), cancellationToken);
        if (facts.Problems.Count > 0)
        {
            logger.LogError("The backup {File} is damaged: {Problems}", file.Name, string.Join(' ', facts.Problems));
            throw new WorkbenchException(ErrorKind.Invalid, "backup_damaged",
                $"The backup '{file.Name}' is damaged and cannot be restored. The server's log describes the damage. " +
                "Create a new backup, and check the disk that holds this one.");
        }

        context.Report(1, facts.AuditEntries is { } entries
            ? Statement.Of("backup_intact_with_audit", ("file", file.Name), ("contents", facts.Contents), ("auditEntries", entries))
            : Statement.Of("backup_intact", ("file", file.Name), ("contents", facts.Contents)));
    }
}
