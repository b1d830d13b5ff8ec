using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Backups;
using MlWorkbench.Application.Storage;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Storage;

public sealed class WorkbenchDatabaseTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("3.51.3")]
    [InlineData("3.53.3")]
    [InlineData("4.0.0")]
    public void Require_GoodLibrary_Passes(string version) => SqliteVersion.Require(version);

    [Theory]
    [InlineData("3.50.4")]
    [InlineData("3.51.2")]
    [InlineData("3.49.1")]
    [InlineData("unknown")]
    public void Require_LibraryThatCanLoseData_IsRefused(string version)
    {
        var refusal = Assert.Throws<WorkbenchException>(() => SqliteVersion.Require(version));

        Assert.Equal("sqlite_too_old", refusal.Code);
        Assert.Contains(version, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrations_OfThisBuild_MakeTheSchemaOfTheModel()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now);

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [SqliteFact]
    public async Task PrepareAsync_NewFolder_MakesAWalDatabaseForThisUserAlone()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var file = Path.Combine(workbench.Folder, "workbench.db");

        Assert.Equal("wal", await ReadAsync(file, "PRAGMA journal_mode"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task FindProblemsAsync_HealthyWorkbench_FindsNone()
    {
        await using var workbench = await TestWorkbench.StartAsync();

        Assert.Empty(await workbench.Get<StorageInspector>().FindProblemsAsync(Now));
    }

    [SqliteFact]
    public async Task ReadAsync_ChangesInTheWriteAheadLog_CountsThem()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var file = Path.Combine(workbench.Folder, "workbench.db");

        var facts = await workbench.Get<StorageInspector>().ReadAsync(workbench.Admin, Now);

        Assert.True(new FileInfo($"{file}-wal").Length > 0);
        Assert.Equal(new FileInfo(file).Length + new FileInfo($"{file}-wal").Length, facts.DatabaseBytes);
    }

    [Fact]
    public async Task FindProblemsAsync_DatabaseHeldByAnother_SaysSo()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await using var held = await workbench.Database.HoldAsync();

        var problem = Assert.Single(await workbench.Get<StorageInspector>().FindProblemsAsync(Now));

        Assert.Contains("cannot be written", problem, StringComparison.Ordinal);
    }

    [SqliteFact]
    public async Task PrepareAsync_KilledInTheFirstMigration_DropsTheStaleLockAndGoesOn()
    {
        await using var workbench = await TestWorkbench.StartAsync(prepare: false);
        await ExecuteAsync(
            Path.Combine(workbench.Folder, "workbench.db"),
            """
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-05 08:59:00+00:00');
            CREATE TABLE "__EFMigrationsHistory" ("MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY, "ProductVersion" TEXT NOT NULL);
            """);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Now);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));

        await workbench.Get<WorkbenchDatabase>().PrepareAsync(deadline.Token);

        Assert.True(await workbench.Get<AccountSignIn>().IsSetUpNeededAsync(Now));
    }

    [SqliteFact]
    public async Task PrepareAsync_EmptyFileOfAKilledStart_BecomesTheDatabase()
    {
        await using var workbench = await TestWorkbench.StartAsync(prepare: false);
        await File.WriteAllBytesAsync(Path.Combine(workbench.Folder, "workbench.db"), [], Now);

        await workbench.Get<WorkbenchDatabase>().PrepareAsync(Now);

        Assert.True(await workbench.Get<AccountSignIn>().IsSetUpNeededAsync(Now));
    }

    [Fact]
    public async Task PrepareAsync_MigrationPastItsDeadline_EndsWithTheSettingToChange()
    {
        await using var workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { ["Storage:MigrationMinutes"] = "0" }, prepare: false);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<WorkbenchDatabase>().PrepareAsync(Now));

        Assert.Equal("migration_timeout", refusal.Code);
        Assert.Contains("Storage:MigrationMinutes", refusal.Message, StringComparison.Ordinal);
    }

    [SqliteTheory]
    [InlineData("29991231235959_Later", "schema_newer", "a newer MlWorkbench wrote it")]
    [InlineData("20200101000000_Initial", "schema_unknown", "an unreleased build wrote it")]
    public async Task PrepareAsync_SchemaOfAnotherBuild_SaysWhichAndWhatToDo(string schema, string code, string reason)
    {
        await using var workbench = await TestWorkbench.StartAsync(prepare: false);
        var file = Path.Combine(workbench.Folder, "workbench.db");
        await ExecuteAsync(
            file,
            $"""
            CREATE TABLE "__EFMigrationsHistory" ("MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY, "ProductVersion" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsHistory" VALUES ('{schema}', '10.0.0');
            """);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<WorkbenchDatabase>().PrepareAsync(Now));
        var problems = (await workbench.Get<DatabaseVerifier>().VerifyAsync(file, null, Now)).Problems;

        Assert.Equal(code, refusal.Code);
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now);
        Assert.All([refusal.Message, Assert.Single(problems)], message =>
        {
            Assert.Contains(schema, message, StringComparison.Ordinal);
            Assert.Contains(db.Database.GetMigrations().Last(), message, StringComparison.Ordinal);
            Assert.Contains(reason, message, StringComparison.Ordinal);
        });
    }

    [SqliteFact]
    public async Task Write_FullDisk_NamesTheVolumeItsFreeBytesAndWhatIsNeeded()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await using (var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now))
        {
            // If the file may not grow, SQLite reports a full disk while this connection is in the pool.
            await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1", Now);
        }

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => workbench.Get<ContentStore>().PutBytesAsync(new byte[5_000_000], Now));

        var refusal = StorageFailure.Find(failure)!;
        var volume = workbench.Get<DiskSpace>().Volume;
        Assert.Equal((ErrorKind.StorageFull, "disk_full"), (refusal.Kind, refusal.Code));
        Assert.StartsWith(volume.Name, Path.GetFullPath(workbench.Folder), StringComparison.Ordinal);
        Assert.Matches($"^The volume {System.Text.RegularExpressions.Regex.Escape(volume.Name)}, which holds the workbench, is full: it has [0-9,]+ bytes free, and [0-9,]+ are needed", refusal.Message);
        Assert.Contains("Storage:ReservePercent", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Now);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Now);
    }

    private static async Task<string> ReadAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Now);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)(await command.ExecuteScalarAsync(Now))!;
    }
}
