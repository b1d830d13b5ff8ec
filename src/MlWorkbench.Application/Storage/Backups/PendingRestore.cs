using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage.Backups;

/// <summary>A complete copy of a backup that has not yet taken the database's name.</summary>
public sealed class PendingRestore(IOptions<StorageOptions> options)
{
    /// <summary>Files that SQLite keeps beside a database.</summary>
    internal static readonly string[] SideFiles = ["-wal", "-shm"];

    /// <summary>Path of the copy.</summary>
    internal string Ready => options.Value.DatabaseFile + ".restored";

    /// <summary>Completes a restore, also one that was killed. Call it with the <see cref="InstanceLock"/> held and before the database is opened.</summary>
    internal void Finish()
    {
        if (!File.Exists(Ready))
        {
            return;
        }

        if (File.Exists(options.Value.DatabaseFile))
        {
            // Killed before the old database was renamed: it stays.
            File.Delete(Ready);
            return;
        }

        // They belong to the renamed database. SQLite would apply them to the restored one.
        foreach (var side in SideFiles)
        {
            File.Delete(options.Value.DatabaseFile + side);
        }

        File.Move(Ready, options.Value.DatabaseFile);
    }
}
