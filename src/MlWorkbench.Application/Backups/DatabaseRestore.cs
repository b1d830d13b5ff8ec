using System.Globalization;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Storage.Backups;

namespace MlWorkbench.Application.Backups;

/// <summary>Replaces the workbench's database by a backup. The previous database is retained next to it.</summary>
public sealed class DatabaseRestore(
    InstanceLock instance,
    DatabaseVerifier verifier,
    PendingRestore pending,
    IOptions<StorageOptions> options,
    TimeProvider clock)
{
    /// <param name="force">Also replaces an existing database, which is renamed, not deleted.</param>
    /// <exception cref="WorkbenchException">A server uses the folder, a database exists already, or the backup is damaged.</exception>
    public async Task<DatabaseFacts> RestoreAsync(string backup, bool force, CancellationToken cancellationToken)
    {
        options.Value.RequireFile();
        if (!File.Exists(backup))
        {
            throw new WorkbenchException(ErrorKind.NotFound, "backup_missing", $"There is no file '{Path.GetFullPath(backup)}'.");
        }

        instance.Acquire();
        pending.Finish();
        if (File.Exists(options.Value.DatabaseFile) && !force)
        {
            throw WorkbenchException.Conflict("database_exists",
                $"The database '{Path.GetFullPath(options.Value.DatabaseFile)}' exists already. " +
                "With --force, it is renamed and the backup takes its place.");
        }

        var facts = await verifier.VerifyAsync(backup, null, cancellationToken);
        if (facts.Problems.Count > 0)
        {
            throw new WorkbenchException(ErrorKind.Invalid, "backup_damaged", $"'{backup}' cannot be restored: {string.Join(' ', facts.Problems)}");
        }

        await CopyAsync(backup, cancellationToken);
        if (File.Exists(options.Value.DatabaseFile))
        {
            SetAside();
        }

        pending.Finish();
        return facts;
    }

    private async Task CopyAsync(string backup, CancellationToken cancellationToken)
    {
        var partial = pending.Ready + BackupFolder.Partial;
        File.Delete(partial);
        try
        {
            DatabaseCopy.CreateFile(partial);
            await using (var from = new FileStream(backup, FileMode.Open, FileAccess.Read, FileShare.Read, ContentChunk.MostBytes, FileOptions.Asynchronous | FileOptions.SequentialScan))
            await using (var to = new FileStream(partial, FileMode.Open, FileAccess.Write, FileShare.None, ContentChunk.MostBytes, FileOptions.Asynchronous))
            {
                await from.CopyToAsync(to, cancellationToken);
            }

            DatabaseCopy.Sync(partial);
            File.Move(partial, pending.Ready, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private void SetAside()
    {
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var aside = Path.Combine(options.Value.Path, $"workbench-before-restore-{stamp}.db");
        // Copies, because a kill between two renames would separate the database from its log.
        foreach (var side in PendingRestore.SideFiles.Where(side => File.Exists(options.Value.DatabaseFile + side)))
        {
            File.Copy(options.Value.DatabaseFile + side, aside + side, overwrite: true);
        }

        File.Move(options.Value.DatabaseFile, aside);
    }
}
