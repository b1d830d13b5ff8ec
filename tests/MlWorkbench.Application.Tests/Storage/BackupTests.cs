using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Backups;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Storage.Backups;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Storage;

public sealed class BackupTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [SqliteFact]
    public async Task MakeAsync_WhileOthersWrite_EveryCopyIsWhole()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await new SampleRuns(workbench.Services).PlantAsync(workbench.Admin, new SampleRun());
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(() => WriteAsync(workbench, writer, enough.Token), Cancellation)).ToArray();
        var entries = new List<long>();

        for (var copy = 0; copy < 4; copy++)
        {
            var (file, facts) = await workbench.Get<BackupMaker>().MakeAsync(null, null, Cancellation);

            Assert.Empty(facts.Problems);
            Assert.Equal((facts.Schema, facts.Contents, facts.AuditEntries), Values(await VerifyAsync(workbench, file)));
            entries.Add(facts.AuditEntries!.Value);
            await WaitForWritesAsync(workbench, writers, entries[^1]);
            workbench.Clock.Advance(TimeSpan.FromHours(1));
        }

        await enough.CancelAsync();
        await Task.WhenAll(writers);
        Assert.Equal(entries.Distinct().Order(), entries);
    }

    [SqliteFact]
    public async Task MakeAsync_MoreThanKeep_DeletesTheOldest()
    {
        await using var workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { ["Backup:Keep"] = "2" });
        for (var day = 0; day < 3; day++)
        {
            await workbench.Get<BackupMaker>().MakeAsync(null, null, Cancellation);
            workbench.Clock.Advance(TimeSpan.FromDays(1));
        }

        var overview = await workbench.Get<BackupCatalog>().ReadAsync(workbench.Admin, Cancellation);

        Assert.Equal(["workbench-20260107-090000.db", "workbench-20260106-090000.db"], overview.Backups.Select(file => file.Name));
        Assert.All(overview.Backups, file => Assert.True(file.IsGood));
        Assert.Equal(2, Directory.GetFiles(overview.Folder).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(overview.Folder, overview.Backups[0].Name)));
        }
    }

    [SqliteTheory]
    [InlineData("UPDATE ContentChunks SET Bytes = zeroblob(length(Bytes))", "damaged")]
    [InlineData("DELETE FROM ContentChunks", "lacks its part")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM Contents", "missing")]
    [InlineData("DROP TRIGGER AuditEntriesNoUpdate; UPDATE AuditEntries SET ActorName = 'Eve'", "audit chain is broken at entry 1")]
    public async Task VerifyAsync_ChangedCopy_NamesTheProblem(string change, string problem)
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await new SampleRuns(workbench.Services).PlantAsync(workbench.Admin, new SampleRun());
        var (file, _) = await workbench.Get<BackupMaker>().MakeAsync(null, null, Cancellation);

        await ExecuteAsync(file, change);

        Assert.Contains((await VerifyAsync(workbench, file)).Problems, found => found.Contains(problem, StringComparison.Ordinal));
    }

    [SqliteFact]
    public async Task VerifyAsync_TornOrForeignFile_IsRefusedWithASentence()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await new SampleRuns(workbench.Services).PlantAsync(workbench.Admin, new SampleRun());
        var (file, _) = await workbench.Get<BackupMaker>().MakeAsync(null, null, Cancellation);
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        var torn = Path.Combine(workbench.Folder, "torn.db");
        var foreign = Path.Combine(workbench.Folder, "foreign.db");
        await File.WriteAllBytesAsync(torn, bytes[..(bytes.Length / 2)], Cancellation);
        await File.WriteAllTextAsync(foreign, "This is a letter and not a database.", Cancellation);

        Assert.NotEmpty((await VerifyAsync(workbench, torn)).Problems);
        Assert.NotEmpty((await VerifyAsync(workbench, foreign)).Problems);
    }

    [SqliteFact]
    public async Task BackupJob_DamagedDatabase_FailsAndKeepsTheGoodBackups()
    {
        await using var workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { ["Backup:Keep"] = "1" });
        await new SampleRuns(workbench.Services).PlantAsync(workbench.Admin, new SampleRun());
        var (good, _) = await workbench.Get<BackupMaker>().MakeAsync(null, null, Cancellation);
        workbench.Clock.Advance(TimeSpan.FromDays(1));
        await ExecuteAsync(Path.Combine(workbench.Folder, "workbench.db"), "UPDATE ContentChunks SET Bytes = zeroblob(length(Bytes))");

        await workbench.Get<BackupLauncher>().StartAsync(workbench.Admin, Cancellation);
        await workbench.RunJobsAsync();

        var overview = await workbench.Get<BackupCatalog>().ReadAsync(workbench.Admin, Cancellation);
        Assert.Equal(JobState.Failed, overview.LastJob!.State);
        Assert.Contains("is damaged", overview.LastJob.Reason, StringComparison.Ordinal);
        Assert.Equal([("workbench-20260106-090000.damaged.db", false), (Path.GetFileName(good), true)], overview.Backups.Select(file => (file.Name, file.IsGood)));
    }

    [SqliteFact]
    public async Task List_FileDeletedMeanwhile_LeavesItOut()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var folder = workbench.Get<BackupFolder>();
        Directory.CreateDirectory(folder.Path);
        var file = folder.NewFile();
        using var enough = new CancellationTokenSource();
        var comesAndGoes = Task.Run(
            () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    File.WriteAllText(file, "");
                    File.Delete(file);
                }
            },
            Cancellation);

        for (var look = 0; look < 2_000; look++)
        {
            Assert.InRange(folder.List().Count, 0, 1);
        }

        await enough.CancelAsync();
        await comesAndGoes;
    }

    [SqliteFact]
    public async Task LookAsync_Schedule_AsksOncePerIntervalAndWaitsAfterAFailure()
    {
        await using var workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { ["Backup:IntervalHours"] = "6" });
        var schedule = workbench.Get<BackupSchedule>();

        Assert.False(await schedule.LookAsync(Cancellation));
        workbench.Clock.Advance(TimeSpan.FromHours(6));
        Assert.True(await schedule.LookAsync(Cancellation));
        Assert.False(await schedule.LookAsync(Cancellation));
        await workbench.RunJobsAsync();
        Assert.Single((await workbench.Get<BackupCatalog>().ReadAsync(workbench.Admin, Cancellation)).Backups);
        Assert.False(await schedule.LookAsync(Cancellation));

        // The folder of the backups cannot be created in place of a file.
        workbench.Clock.Advance(TimeSpan.FromHours(6));
        Directory.Delete(Path.Combine(workbench.Folder, "backups"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(workbench.Folder, "backups"), "", Cancellation);
        Assert.True(await schedule.LookAsync(Cancellation));
        await workbench.RunJobsAsync();
        Assert.Equal(JobState.Failed, (await workbench.Get<BackupCatalog>().ReadAsync(workbench.Admin, Cancellation)).LastJob!.State);
        Assert.False(await schedule.LookAsync(Cancellation));
        workbench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await schedule.LookAsync(Cancellation));
    }

    [SqliteFact]
    public async Task StartAsync_NotAnAdministrator_IsRefused()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var ben = await SamplePeople.AddAsync(workbench.Services, "ben", UserRole.Approver);

        Assert.Equal(ErrorKind.Forbidden, (await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<BackupLauncher>().StartAsync(ben, Cancellation))).Kind);
        Assert.Equal(ErrorKind.Forbidden, (await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<BackupLauncher>().CheckAsync(ben, "workbench-20260105-100000.db", Cancellation))).Kind);
        Assert.Equal(ErrorKind.Forbidden, (await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<BackupCatalog>().ReadAsync(ben, Cancellation))).Kind);
    }

    [SqliteFact]
    public async Task CheckAsync_BackupsOfTheFolder_SaysWhichIsStillWhole()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await new SampleRuns(workbench.Services).PlantAsync(workbench.Admin, new SampleRun());
        var (rotten, _) = await workbench.Get<BackupMaker>().MakeAsync(null, null, Cancellation);
        workbench.Clock.Advance(TimeSpan.FromHours(1));
        var (whole, _) = await workbench.Get<BackupMaker>().MakeAsync(null, null, Cancellation);
        await ExecuteAsync(rotten, "UPDATE ContentChunks SET Bytes = zeroblob(length(Bytes))");
        var launcher = workbench.Get<BackupLauncher>();

        var job = await launcher.CheckAsync(workbench.Admin, Path.GetFileName(whole), Cancellation);
        Assert.Equal(job, await launcher.CheckAsync(workbench.Admin, Path.GetFileName(whole), Cancellation));
        await launcher.CheckAsync(workbench.Admin, Path.GetFileName(rotten), Cancellation);
        await workbench.RunJobsAsync();

        var backups = (await workbench.Get<BackupCatalog>().ReadAsync(workbench.Admin, Cancellation)).Backups;
        Assert.Equal([(Path.GetFileName(whole), JobState.Completed), (Path.GetFileName(rotten), JobState.Failed)], backups.Select(backup => (backup.Name, backup.LastCheck!.State)));
        Assert.Contains("is damaged and cannot be restored", backups[1].LastCheck!.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(workbench.Folder, backups[1].LastCheck!.Reason, StringComparison.Ordinal);
        var entries = (await workbench.Get<AuditTrail>().ListAsync(workbench.Admin, new AuditQuery(Action: "backup.checkStarted"), new ListQuery(), Cancellation)).Items;
        Assert.Equal([Path.GetFileName(rotten), Path.GetFileName(whole)], entries.Select(entry => entry.SubjectName));
    }

    [SqliteTheory]
    [InlineData("workbench-20260105-100000.db")]
    [InlineData("../workbench.db")]
    [InlineData("")]
    public async Task CheckAsync_FileThatIsNoBackup_IsNotFound(string name)
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await workbench.Get<BackupMaker>().MakeAsync(null, null, Cancellation);

        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<BackupLauncher>().CheckAsync(workbench.Admin, name, Cancellation))).Kind);
        Assert.Equal(0, workbench.Queue.Count);
    }

    [SqliteFact]
    public async Task PrepareAsync_RestoreKilledBeforeItsLastStep_FinishesIt()
    {
        await using var from = await TestWorkbench.StartAsync();
        await using var to = await TestWorkbench.StartAsync(prepare: false);
        var (backup, _) = await from.Get<BackupMaker>().MakeAsync(null, null, Cancellation);
        var database = Path.Combine(to.Folder, "workbench.db");
        File.Copy(backup, database + ".restored");
        // SQLite must not use the log of the database that was set aside for the new one.
        File.Copy(backup, database + "-wal");

        await to.Get<WorkbenchDatabase>().PrepareAsync(Cancellation);

        Assert.False(File.Exists(database + ".restored"));
        Assert.False(await to.Get<AccountSignIn>().IsSetUpNeededAsync(Cancellation));
        Assert.Empty((await VerifyAsync(to, database)).Problems);
    }

    private static async Task WriteAsync(TestWorkbench workbench, int writer, CancellationToken enough)
    {
        var planted = new SampleRuns(workbench.Services);
        for (var number = 0; !enough.IsCancellationRequested; number++)
        {
            await planted.PlantAsync(workbench.Admin, new SampleRun(Package: SamplePackage.Binary(ageWeight: writer + (number * 0.001))));
            await workbench.Get<ApiTokens>().IssueAsync(workbench.Admin, new TokenOrder($"{writer}-{number}"), CancellationToken.None);
        }
    }

    /// <summary>Waits until the writers have added to the audit trail.</summary>
    private static async Task WaitForWritesAsync(TestWorkbench workbench, IReadOnlyCollection<Task> writers, long entries)
    {
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Cancellation);
        await Until.TrueAsync(
            async () => await db.AuditEntries.LongCountAsync(Cancellation) > entries,
            Cancellation,
            () => Assert.DoesNotContain(writers, writer => writer.IsCompleted));
    }

    private static Task<DatabaseFacts> VerifyAsync(TestWorkbench workbench, string file) => workbench.Get<DatabaseVerifier>().VerifyAsync(file, null, Cancellation);

    private static (string? Schema, int Contents, long? AuditEntries) Values(DatabaseFacts facts) => (facts.Schema, facts.Contents, facts.AuditEntries);

    private static async Task ExecuteAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
