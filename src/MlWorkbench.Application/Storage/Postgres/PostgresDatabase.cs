using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage.Postgres;

/// <summary>Prepares a database on a PostgreSQL server. Processes that start together do so one after the other.</summary>
internal sealed class PostgresDatabase(
    IDbContextFactory<WorkbenchDbContext> contexts,
    ContentSweeper sweeper,
    IOptions<StorageOptions> options,
    TimeProvider clock,
    ILogger<PostgresDatabase> logger) : WorkbenchDatabase
{
    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        PostgresVersion.Require(
            await db.Database.SqlQueryRaw<int>("SELECT current_setting('server_version_num')::int AS \"Value\"").SingleAsync(cancellationToken),
            await db.Database.SqlQueryRaw<string>("SELECT current_setting('server_encoding') AS \"Value\"").SingleAsync(cancellationToken));
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(options.Value.MigrationMinutes), clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var name = db.Database.GetDbConnection().Database;
        try
        {
            await UpgradeAsync(db, name, ending.Token);
        }
        catch (Exception exception) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "migration_timeout", string.Create(CultureInfo.InvariantCulture,
                $"The database '{name}' was not upgraded to the newest schema within {options.Value.MigrationMinutes} minutes and keeps its old one. " +
                $"Raise Storage:MigrationMinutes, and check that no other program locks its tables."), inner: exception);
        }

        await sweeper.SweepAsync(cancellationToken);
        sweeper.SweepFolders();
    }

    /// <summary>The lock belongs to the connection, so it ends with a killed process.</summary>
    private async Task UpgradeAsync(WorkbenchDbContext db, string name, CancellationToken cancellationToken)
    {
        await db.Dialect.LimitWaitAsync(db, TimeSpan.Zero, cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({PostgresDialect.UpgradeLock})", cancellationToken);
        try
        {
            // Without its table, reading the history logs an error.
            await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
            string[] applied = [.. await db.Database.GetAppliedMigrationsAsync(cancellationToken)];
            RequireKnownSchema(name, applied, db.Database.GetMigrations());
            if (db.Database.GetMigrations().Except(applied, StringComparer.Ordinal).Any())
            {
                logger.LogInformation("Upgrading the schema of the database {Database}", name);
                await db.Database.MigrateAsync(cancellationToken);
            }

            await db.Dialect.ForbidAuditChangesAsync(db, cancellationToken);
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({PostgresDialect.UpgradeLock})", CancellationToken.None);
        }
    }
}
