using System.Globalization;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Storage.Backups;

namespace MlWorkbench.Application.Backups;

/// <summary>Replaces the workbench's database by a backup. The previous database is retained next to it.</summary>
public sealed class DatabaseRestore(InstanceLock instance, DatabaseVerifier verifier, IOptions<StorageOptions> options, TimeProvider clock)
{
    private static readonly string[] SideFiles = ["-wal", "-shm"];

    /// <summary>A complete copy of the backup, before it is renamed to the database.</summary>
    private string Ready => options.Value.DatabaseFile + ".restored";

    /// <param name="force">Also replaces an existing database, which is renamed, not deleted.</param>
    /// <exception cref="WorkbenchException">A server uses the folder, a database exists already, or the backup is damaged.</exception>
    public async Task<DatabaseFacts> RestoreAsync(string backup, bool force, CancellationToken cancellationToken)
    {
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

    /// <summary>Completes a restore that was killed. Call it with the <see cref="InstanceLock"/> held and before the database is opened.</summary>
    internal void Finish()
    {
        if (!File.Exists(Ready))
        {
            return;
        }

        if (File.Exists(options.Value.DatabaseFile))
        {
            // Killed before the old database was set aside, which therefore remains.
            File.Delete(Ready);
            return;
        }

        // These files belong to the database that was set aside. SQLite would use them for the restored one.
        foreach (var side in SideFiles)
        {
            File.Delete(options.Value.DatabaseFile + side);
        }

        File.Move(Ready, options.Value.DatabaseFile);
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
        foreach (var side in SideFiles.Where(side => File.Exists(options.Value.DatabaseFile + side)))
        {
            File.Copy(options.Value.DatabaseFile + side, aside + side, overwrite: true);
        }

        File.Move(options.Value.DatabaseFile, aside);
    }
}
