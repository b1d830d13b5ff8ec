using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Storage.Backups;

namespace MlWorkbench.Application.Backups;

/// <summary>Creates a backup while the workbench runs: one file with rows, contents and keys. It is checked from end to end before it gets its name.</summary>
public sealed class BackupMaker(BackupFolder folder, DatabaseVerifier verifier, IOptions<StorageOptions> storage)
{
    /// <param name="target">A new file or a folder. If null, the folder of the backups, whose old backups are then deleted.</param>
    /// <exception cref="WorkbenchException">It cannot be written, or the database is damaged. A damaged copy is retained and marked by its name.</exception>
    public async Task<(string File, DatabaseFacts Facts)> MakeAsync(string? target, Action<double>? progress, CancellationToken cancellationToken)
    {
        storage.Value.RequireFile();
        if (!File.Exists(storage.Value.DatabaseFile))
        {
            throw new WorkbenchException(ErrorKind.NotFound, "database_missing",
                $"The database '{Path.GetFullPath(storage.Value.DatabaseFile)}' does not exist. Set --Storage:Path to its folder.");
        }

        var file = FileOf(target);
        if (File.Exists(file))
        {
            throw WorkbenchException.Conflict("backup_exists", $"'{file}' exists already. Name another file.");
        }

        var partial = $"{file}.{Guid.CreateVersion7():N}{BackupFolder.Partial}";
        try
        {
            await DatabaseCopy.WriteAsync(storage.Value.DatabaseFile, partial, cancellationToken);
            var facts = await verifier.VerifyAsync(partial, progress, cancellationToken);
            Keep(partial, file, facts);
            return (file, facts);
        }
        finally
        {
            File.Delete(partial);
            if (target is null && Directory.Exists(folder.Path))
            {
                folder.Tidy();
            }
        }
    }

    private string FileOf(string? target) => target is null
        ? folder.NewFile()
        : Directory.Exists(target)
            ? Path.Combine(Path.GetFullPath(target), Path.GetFileName(folder.NewFile()))
            : Path.GetFullPath(target);

    private static void Keep(string partial, string file, DatabaseFacts facts)
    {
        if (facts.Problems.Count == 0)
        {
            File.Move(partial, file);
            return;
        }

        var damaged = BackupFolder.DamagedName(file);
        File.Move(partial, damaged, overwrite: true);
        throw new WorkbenchException(ErrorKind.Unavailable, "backup_damaged",
            $"The database is damaged, and so is its copy '{Path.GetFileName(damaged)}': " +
            $"{facts.Problems[0]} Keep the older backups, and restore the newest good one.");
    }
}
