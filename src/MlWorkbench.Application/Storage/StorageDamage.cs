using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage.Backups;

namespace MlWorkbench.Application.Storage;

/// <summary>
/// The damage that this process found in its database. From the first finding on, the database is only read, because a write could spread the damage.
/// The database itself cannot store the finding. The process keeps it in memory, and the next start checks again.
/// </summary>
public sealed class StorageDamage(BackupFolder backups, IOptions<StorageOptions> options, TimeProvider clock, ILogger<StorageDamage> logger)
{
    private volatile DamageFinding? _found;

    /// <summary>The first finding. Null while no damage is known.</summary>
    public DamageFinding? Found => _found;

    /// <summary>Instructions for an administrator, with the exact command.</summary>
    public string Remedy => FindNewestGood() is { } backup
        ? $"Stop the server, run {RestoreCommand($"\"{backup.Path}\"")} and start the server again."
        : $"There is no good backup in '{backups.Path}'. Stop the server, run {RestoreCommand("FILE")} with a backup from elsewhere and start the server again.";

    /// <summary>The error of a start that cannot even read the database.</summary>
    public WorkbenchException CannotStart(Exception? inner) =>
        new(ErrorKind.Unavailable, "storage_damaged", $"The database '{DatabaseFile}' is damaged so badly that it cannot be used. {Remedy}", inner: inner);

    /// <summary>Starts the read-only mode. Later findings change nothing.</summary>
    internal void Report(string what)
    {
        if (Interlocked.CompareExchange(ref _found, new DamageFinding(clock.GetUtcNow().UtcDateTime, what), null) is null)
        {
            logger.LogCritical(
                "The database '{Database}' is damaged: {What}. It is read-only from now on: " +
                "changes are refused, jobs stop, and predictions are answered but not logged. {Remedy}", DatabaseFile, what, Remedy);
        }
    }

    private string DatabaseFile => Path.GetFullPath(options.Value.DatabaseFile);

    /// <summary>The command line that starts this program, so that the restore command can be copied unchanged.</summary>
    private static string Program => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? $"dotnet \"{Path.GetFullPath(Environment.GetCommandLineArgs()[0])}\""
        : $"\"{Environment.ProcessPath}\"";

    private string RestoreCommand(string file) => $"{Program} restore {file} --force \"--Storage:Path={Path.GetFullPath(options.Value.Path)}\"";

    private BackupFile? FindNewestGood()
    {
        try
        {
            return backups.List().FirstOrDefault(file => file.IsGood);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The finding must be reported anyway.
            logger.LogWarning(exception, "The folder of the backups cannot be read");
            return null;
        }
    }
}
