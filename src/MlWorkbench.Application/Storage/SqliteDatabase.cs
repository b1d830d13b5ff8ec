using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage.Backups;

namespace MlWorkbench.Application.Storage;

/// <summary>Prepares a database file: completes a restore, checks for damage, and upgrades the schema after a backup.</summary>
internal sealed class SqliteDatabase(
    IDbContextFactory<WorkbenchDbContext> contexts,
    ContentSweeper sweeper,
    PendingRestore restore,
    DatabaseCheck check,
    StorageDamage damage,
    IOptions<StorageOptions> options,
    TimeProvider clock,
    ILogger<SqliteDatabase> logger) : WorkbenchDatabase
{
    private const string BeforeMigration = "workbench-before-migration-";
    private const int MostBeforeMigration = 3;

    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        restore.Finish();
        var existed = File.Exists(options.Value.DatabaseFile);
        if (!existed)
        {
            DatabaseCopy.CreateFile(options.Value.DatabaseFile);
        }

        var applied = existed ? await ReadSchemaAsync(cancellationToken) : [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        RequireKnownSchema(Path.GetFullPath(options.Value.DatabaseFile), applied, db.Database.GetMigrations());
        if (existed)
        {
            await check.CheckAtStartAsync(cancellationToken);
        }

        // Most of the file is chunks of 1 MiB. Larger pages than usual reduce the number of write calls. Only a new file accepts the size.
        await db.Database.ExecuteSqlRawAsync("PRAGMA page_size = 16384; PRAGMA journal_mode = WAL", cancellationToken);
        SqliteVersion.Require(await db.Database.SqlQueryRaw<string>("SELECT sqlite_version() AS Value").SingleAsync(cancellationToken));
        var isOlder = db.Database.GetMigrations().Except(applied, StringComparer.Ordinal).Any();
        if (isOlder && damage.Found is not null)
        {
            throw damage.CannotStart(null);
        }

        if (isOlder)
        {
            await MigrateAsync(db, applied.Length > 0, cancellationToken);
        }

        await TidyAsync(db, cancellationToken);
        sweeper.SweepFolders();
    }

    /// <summary>Uses a connection without the watch: a file that cannot be read at all ends the start with one line.</summary>
    private async Task<string[]> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        await using var db = new FileContexts(options.Value.DatabaseFile).CreateDbContext();
        try
        {
            return [.. await db.Database.GetAppliedMigrationsAsync(cancellationToken)];
        }
        catch (SqliteException exception) when (StorageFailure.IsDamage(exception))
        {
            throw damage.CannotStart(exception);
        }
    }

    /// <summary>Writes only to an intact database. A database whose damage was detected just now is read anyway.</summary>
    private async Task TidyAsync(WorkbenchDbContext db, CancellationToken cancellationToken)
    {
        if (damage.Found is not null)
        {
            // Without readable accounts nobody can sign in, so the start ends here.
            await db.Users.AsNoTracking().ToListAsync(cancellationToken);
            return;
        }

        try
        {
            await db.Dialect.ForbidAuditChangesAsync(db, cancellationToken);
            await sweeper.SweepAsync(cancellationToken);
        }
        catch (SqliteException) when (damage.Found is not null)
        {
            // The finding is in the log. From now on, the database is only read.
        }
    }

    /// <summary>Deletes all except the newest copies: a start that fails repeatedly must not fill the disk.</summary>
    private async Task BackUpAsync(CancellationToken cancellationToken)
    {
        foreach (var partial in Directory.EnumerateFiles(options.Value.Path, $"{BeforeMigration}*{BackupFolder.Partial}*"))
        {
            File.Delete(partial);
        }

        var stamp = clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var backup = Path.Combine(options.Value.Path, $"{BeforeMigration}{stamp}.db");
        await DatabaseCopy.WriteAsync(options.Value.DatabaseFile, backup + BackupFolder.Partial, cancellationToken);
        File.Move(backup + BackupFolder.Partial, backup, overwrite: true);
        logger.LogInformation("Backed up the database to {Backup} before changing its schema", backup);
        foreach (var old in Directory.EnumerateFiles(options.Value.Path, $"{BeforeMigration}*.db").OrderDescending(StringComparer.Ordinal).Skip(MostBeforeMigration))
        {
            File.Delete(old);
        }
    }

    private async Task MigrateAsync(WorkbenchDbContext db, bool backUp, CancellationToken cancellationToken)
    {
        if (backUp)
        {
            await BackUpAsync(cancellationToken);
        }

        // A process killed during a migration, also at its first start, leaves EF Core's lock row. Every later start would wait for it endlessly.
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(options.Value.MigrationMinutes), clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await using var interruptible = await db.OpenInterruptibleAsync(ending.Token);
            await db.Database.MigrateAsync(ending.Token);
        }
        catch (Exception exception) when (deadline.IsCancellationRequested)
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "migration_timeout", string.Create(CultureInfo.InvariantCulture,
                $"The database '{Path.GetFullPath(options.Value.DatabaseFile)}' was not upgraded to the newest schema within " +
                $"{options.Value.MigrationMinutes} minutes and keeps its old one. Raise Storage:MigrationMinutes, and check that no other program uses " +
                $"the file."), inner: exception);
        }
    }
}
