using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Backups;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Storage.Postgres;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.PostgreSql;

/// <summary>The rules that hold on a PostgreSQL server only.</summary>
public sealed class PostgresDatabaseTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(140_012, "UTF8", "postgres_too_old")]
    [InlineData(150_000, "SQL_ASCII", "postgres_encoding")]
    public void Require_UnsuitableServer_IsRefused(int version, string encoding, string code) =>
        Assert.Equal(code, Assert.Throws<WorkbenchException>(() => PostgresVersion.Require(version, encoding)).Code);

    [Fact]
    public async Task PrepareAsync_ProcessesThatStartTogether_AllStartOnOneSchema()
    {
        await using var workbench = await TestWorkbench.StartAsync(prepare: false);
        var processes = Enumerable.Range(0, 3).Select(_ => ActivatorUtilities.CreateInstance<PostgresDatabase>(workbench.Services)).ToList();

        await Task.WhenAll(processes.Select(process => Task.Run(() => process.PrepareAsync(Now), Now)));

        Assert.Empty(await workbench.Get<StorageInspector>().FindProblemsAsync(Now));
        Assert.True(await workbench.Get<AccountSignIn>().IsSetUpNeededAsync(Now));
    }

    [Theory]
    [InlineData("29991231235959_Later", "schema_newer")]
    [InlineData("20200101000000_Initial", "schema_unknown")]
    public async Task PrepareAsync_SchemaOfAnotherBuild_IsRefused(string schema, string code)
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await workbench.Database.ExecuteAsync($"INSERT INTO \"__EFMigrationsHistory\" VALUES ('{schema}', '10.0.0')");

        Assert.Equal(code, (await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<WorkbenchDatabase>().PrepareAsync(Now))).Code);
    }

    [Fact]
    public async Task PrepareAsync_ServerThatDoesNotAnswer_SaysSo()
    {
        await using var workbench = await TestWorkbench.StartAsync(
            new Dictionary<string, string?> { ["ConnectionStrings:Workbench"] = "Host=127.0.0.1;Port=1;Username=nobody" }, prepare: false);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => workbench.Get<WorkbenchDatabase>().PrepareAsync(Now));

        Assert.Equal("storage_unreachable", StorageFailure.Find(failure)?.Code);
    }

    [Fact]
    public async Task PrepareAsync_WhileAnotherProcessStores_DeletesOnlyOldRemains()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var old = await workbench.Get<ContentStore>().PutBytesAsync([1, 2, 3], Now);
        var chunks = Guid.CreateVersion7(workbench.Clock.GetUtcNow());
        await workbench.Database.ExecuteAsync($"INSERT INTO \"ContentChunks\" VALUES ('{chunks}', 0, '\\x00')");
        workbench.Clock.Advance(TimeSpan.FromHours(25));
        var young = await workbench.Get<ContentStore>().PutBytesAsync([4, 5, 6], Now);
        await using var storing = workbench.Get<ContentStore>().Begin();
        await storing.WriteAsync(new byte[ContentChunk.MostBytes], Now);

        await workbench.Get<WorkbenchDatabase>().PrepareAsync(Now);

        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now);
        Assert.Equal([young], await db.Contents.Select(content => content.Digest).ToListAsync(Now));
        Assert.Equal(2, await db.ContentChunks.CountAsync(Now));
        await Assert.ThrowsAsync<InvalidDataException>(() => workbench.Get<ContentStore>().ReadBytesAsync(old, Now));
    }

    [Fact]
    public async Task PutBytesAsync_OldContentThatIsStoredAgain_IsKept()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var digest = await workbench.Get<ContentStore>().PutBytesAsync([1, 2, 3], Now);
        workbench.Clock.Advance(TimeSpan.FromHours(25));
        await workbench.Get<ContentStore>().PutBytesAsync([1, 2, 3], Now);

        await workbench.Get<WorkbenchDatabase>().PrepareAsync(Now);

        Assert.Equal([1, 2, 3], await workbench.Get<ContentStore>().ReadBytesAsync(digest, Now));
    }

    [Fact]
    public async Task AppendAsync_WritersOfSeveralProcesses_KeepTheChainWhole()
    {
        const int Writers = 8;
        await using var workbench = await TestWorkbench.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            () => workbench.Get<UserEditor>().CreateAsync(workbench.Admin, $"user{writer}@example.org", "", UserRole.Viewer, "long enough", Now), Now)));

        var found = await workbench.Get<AuditTrail>().VerifyAsync(workbench.Admin, Now);
        Assert.Equal((true, 1L + Writers), (found.IsWhole, found.Entries));
    }

    [Fact]
    public async Task AppendAsync_TimeFinerThanTheDatabaseKeeps_GivesAValidHash()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        workbench.Clock.Advance(TimeSpan.FromTicks(12_345_678_907));

        await workbench.Get<UserEditor>().CreateAsync(workbench.Admin, "user@example.org", "", UserRole.Viewer, "long enough", Now);

        Assert.True((await workbench.Get<AuditTrail>().VerifyAsync(workbench.Admin, Now)).IsWhole);
    }

    [Fact]
    public async Task Database_AuditTrailThatIsTruncated_IsRefused()
    {
        await using var workbench = await TestWorkbench.StartAsync();

        var refusal = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => workbench.Database.ExecuteAsync("TRUNCATE \"AuditEntries\""));

        Assert.Contains("cannot be changed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_Backup_NamesTheToolsOfTheServer()
    {
        await using var workbench = await TestWorkbench.StartAsync();

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<BackupLauncher>().StartAsync(workbench.Admin, Now));

        Assert.Equal("backup_by_server", refusal.Code);
        Assert.Contains("pg_dump", refusal.Message, StringComparison.Ordinal);
        Assert.False(await workbench.Get<BackupSchedule>().LookAsync(Now));
    }

    [Fact]
    public async Task Write_TextWithANulCharacter_SaysWhichCharacter()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.Name, "A\0da"), Now));

        var refusal = StorageFailure.Find(failure);
        Assert.Equal((ErrorKind.Invalid, "text_not_storable"), (refusal?.Kind, refusal?.Code));
    }

    [Fact]
    public async Task ReadAsync_Settings_NamesTheServerAndItsSize()
    {
        await using var workbench = await TestWorkbench.StartAsync();

        var facts = await workbench.Get<StorageInspector>().ReadAsync(workbench.Admin, Now);

        Assert.StartsWith("PostgreSQL 1", facts.System, StringComparison.Ordinal);
        Assert.True(facts.DatabaseBytes > 1_000_000);
    }
}
