using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Storage.Backups;

namespace MlWorkbench.Application.Backups;

/// <summary>Makes a backup while the workbench works: one file with rows, contents and keys, checked from end to end before it gets its name.</summary>
public sealed class BackupMaker(BackupFolder folder, DatabaseVerifier verifier, IOptions<StorageOptions> storage)
{
    /// <param name="target">A new file or a folder; null: the folder of the backups, whose old ones go then.</param>
    /// <exception cref="WorkbenchException">It cannot be written, or the database is damaged; then the copy stays under a name that says so.</exception>
    public async Task<(string File, DatabaseFacts Facts)> MakeAsync(string? target, Action<double>? progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(storage.Value.DatabaseFile))
        {
            throw new WorkbenchException(ErrorKind.NotFound, "database_missing", $"There is no database '{Path.GetFullPath(storage.Value.DatabaseFile)}'. Name its folder with --Storage:Path.");
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
        throw new WorkbenchException(ErrorKind.Unavailable, "backup_damaged", $"The database is damaged, so its copy '{Path.GetFileName(damaged)}' is too: {facts.Problems[0]} Keep the older backups, and restore the newest good one.");
    }
}
