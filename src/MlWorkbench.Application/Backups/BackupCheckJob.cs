using System.Globalization;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage.Backups;

namespace MlWorkbench.Application.Backups;

/// <summary>Checks a backup that is in the folder from end to end: disks lose what was whole when it was written.</summary>
internal sealed class BackupCheckJob(BackupFolder folder, DatabaseVerifier verifier, ILogger<BackupCheckJob> logger) : IJob
{
    public static string Kind => "backup-check";

    /// <param name="subjectId">The <see cref="BackupFile.Id"/>.</param>
    public async Task RunAsync(Guid subjectId, JobContext context, CancellationToken cancellationToken)
    {
        var file = folder.List().FirstOrDefault(file => file.Id == subjectId)
            ?? throw WorkbenchException.NotFound("such backup in the folder any more");
        var facts = await verifier.VerifyAsync(file.Path, done => context.Report(done, $"Checking {file.Name}"), cancellationToken);
        if (facts.Problems.Count > 0)
        {
            logger.LogError("The backup {File} is damaged: {Problems}", file.Name, string.Join(' ', facts.Problems));
            throw new WorkbenchException(ErrorKind.Invalid, "backup_damaged", $"The backup '{file.Name}' is damaged and cannot be restored. The server's log names the damage. Make a new backup, and look after the disk that holds this one.");
        }

        context.Report(1, string.Create(CultureInfo.InvariantCulture, $"{file.Name} is whole: {facts.Contents:N0} contents{(facts.AuditEntries is { } entries ? $", {entries:N0} audit entries" : "")}"));
    }
}
