using System.Data.Common;
using System.Text;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Access;

public sealed class AuditTrailTests
{
    /// <summary>All columns except the first.</summary>
    private const string Columns = "\"At\", \"ActorId\", \"ActorName\", \"Action\", \"SubjectKind\", \"SubjectId\", \"SubjectName\", \"Details\", \"Hash\", \"ProjectId\"";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task VerifyAsync_UntouchedTrail_IsWhole()
    {
        await using var workbench = await WithEntriesAsync(5);

        var found = await workbench.Get<AuditTrail>().VerifyAsync(workbench.Admin, Now);

        Assert.True(found.IsWhole);
        Assert.Equal(6, found.Entries);
        Assert.Equal(64, found.Head.Length);
    }

    [Theory]
    [InlineData("UPDATE \"AuditEntries\" SET \"Details\" = 'nothing happened' WHERE \"Sequence\" = 3", 3)]
    [InlineData("UPDATE \"AuditEntries\" SET \"At\" = '2020-01-01 00:00:00' WHERE \"Sequence\" = 4", 4)]
    [InlineData("DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = 2", 3)]
    [InlineData($"INSERT INTO \"AuditEntries\" (\"Sequence\", {Columns}) SELECT 7, {Columns} FROM \"AuditEntries\" WHERE \"Sequence\" = 6", 7)]
    public async Task VerifyAsync_TrailChangedAroundTheWorkbench_NamesTheFirstBadEntry(string change, long firstBad)
    {
        await using var workbench = await WithEntriesAsync(5);
        await workbench.Database.AllowAuditChangesAsync();
        await workbench.Database.ExecuteAsync(change);

        var found = await workbench.Get<AuditTrail>().VerifyAsync(workbench.Admin, Now);

        Assert.Equal(firstBad, found.FirstBad);
    }

    [SqliteTheory]
    [InlineData($"INSERT OR REPLACE INTO \"AuditEntries\" (\"Sequence\", {Columns}) SELECT 1, {Columns} FROM \"AuditEntries\" WHERE \"Sequence\" = 2")]
    [InlineData($"REPLACE INTO \"AuditEntries\" (\"Sequence\", {Columns}) SELECT 2, {Columns} FROM \"AuditEntries\" WHERE \"Sequence\" = 2")]
    [InlineData($"INSERT OR IGNORE INTO \"AuditEntries\" (\"Sequence\", {Columns}) SELECT 9, {Columns} FROM \"AuditEntries\" WHERE \"Sequence\" = 2")]
    public Task Database_RefusesToReplaceEntries(string change) => Database_RefusesToChangeEntries(change);

    [Theory]
    [InlineData("UPDATE \"AuditEntries\" SET \"Details\" = 'x' WHERE \"Sequence\" = 1")]
    [InlineData("DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = 1")]
    [InlineData($"INSERT INTO \"AuditEntries\" (\"Sequence\", {Columns}) SELECT 2, {Columns} FROM \"AuditEntries\" WHERE \"Sequence\" = 1 ON CONFLICT (\"Sequence\") DO UPDATE SET \"Details\" = 'x'")]
    [InlineData($"INSERT INTO \"AuditEntries\" (\"Sequence\", {Columns}) SELECT 9, {Columns} FROM \"AuditEntries\" WHERE \"Sequence\" = 2 ON CONFLICT DO NOTHING")]
    [InlineData($"INSERT INTO \"AuditEntries\" (\"Sequence\", {Columns}) SELECT 0, {Columns} FROM \"AuditEntries\" WHERE \"Sequence\" = 2")]
    public async Task Database_RefusesToChangeEntries(string change)
    {
        await using var workbench = await WithEntriesAsync(1);

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => workbench.Database.ExecuteAsync(change));

        Assert.Contains("cannot be changed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_EndCutOff_NamesTheExportedHeadThatIsGone()
    {
        await using var workbench = await WithEntriesAsync(3);
        await workbench.Get<AuditHeads>().ExportAsync(Now);
        workbench.Clock.Advance(TimeSpan.FromDays(1));
        await AddUserAsync(workbench, 4);
        await workbench.Get<AuditHeads>().ExportAsync(Now);
        var whole = await workbench.Get<AuditTrail>().VerifyAsync(workbench.Admin, Now);
        await CutAsync(workbench, 4);

        var cut = await workbench.Get<AuditTrail>().VerifyAsync(workbench.Admin, Now);

        Assert.Equal((true, 2), (whole.IsWhole, whole.ExportedHeads));
        Assert.Equal((false, 4L, (long?)null), (cut.IsWhole, cut.Entries, cut.FirstBad));
        Assert.Equal(new ExportedHead("2026-01-06", 5, whole.Head), cut.LostHead);
    }

    [Fact]
    public async Task VerifyAsync_ChainWrittenAnewWithGoodHashes_NamesTheExportedHeadThatDiffers()
    {
        await using var workbench = await WithEntriesAsync(2);
        await workbench.Get<AuditHeads>().ExportAsync(Now);
        await CutAsync(workbench, 1);
        await AddUserAsync(workbench, 8);
        await AddUserAsync(workbench, 9);

        var found = await workbench.Get<AuditTrail>().VerifyAsync(workbench.Admin, Now);

        Assert.Equal((3L, (long?)null, 3L), (found.Entries, found.FirstBad, found.LostHead!.Sequence));
    }

    [Fact]
    public async Task ExportAsync_HeadThatTheTrailHasLost_KeepsItsFile()
    {
        await using var workbench = await WithEntriesAsync(3);
        var heads = workbench.Get<AuditHeads>();
        await heads.ExportAsync(Now);
        var file = Path.Combine(workbench.Folder, "audit-heads", "2026-01-05.txt");
        var before = await File.ReadAllTextAsync(file, Now);
        await CutAsync(workbench, 1);

        await heads.ExportAsync(Now);
        await AddUserAsync(workbench, 9);
        await heads.ExportAsync(Now);

        Assert.Equal(before, await File.ReadAllTextAsync(file, Now));
        Assert.StartsWith("4 ", before, StringComparison.Ordinal);
        Assert.Equal(4, (await workbench.Get<AuditTrail>().VerifyAsync(workbench.Admin, Now)).LostHead!.Sequence);
    }

    [Fact]
    public async Task VerifyAsync_FileThatIsNotAHead_IsNamed()
    {
        await using var workbench = await WithEntriesAsync(1);
        Directory.CreateDirectory(Path.Combine(workbench.Folder, "audit-heads"));
        await File.WriteAllTextAsync(Path.Combine(workbench.Folder, "audit-heads", "2026-01-04.txt"), "nothing to see here", Now);

        Assert.Equal("2026-01-04", (await workbench.Get<AuditTrail>().VerifyAsync(workbench.Admin, Now)).LostHead!.Day);
    }

    [Fact]
    public async Task ListAsync_SearchAndFilters_PageInTheDatabase()
    {
        await using var workbench = await WithEntriesAsync(5);
        var trail = workbench.Get<AuditTrail>();

        var newest = await trail.ListAsync(workbench.Admin, new AuditQuery(), new ListQuery(Limit: 2), Now);
        var one = await trail.ListAsync(workbench.Admin, new AuditQuery(Search: "user3@"), new ListQuery(Limit: 50), Now);
        var wildcard = await trail.ListAsync(workbench.Admin, new AuditQuery(Search: "user_@"), new ListQuery(Limit: 50), Now);
        var created = await trail.ListAsync(workbench.Admin, new AuditQuery(Action: "user.created"), new ListQuery(Limit: 50), Now);

        Assert.Equal([6, 5], newest.Items.Select(entry => entry.Sequence));
        Assert.Equal(6, newest.Total);
        Assert.Equal("user3@example.org", Assert.Single(one.Items).SubjectName);
        Assert.Empty(wildcard.Items);
        Assert.Equal(6, created.Total);
    }

    [Fact]
    public async Task WriteCsvAsync_NameThatIsAFormula_IsNeutralised()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await workbench.Get<OwnAccount>().RenameAsync(workbench.Admin, "=HYPERLINK(\"http://x\")", Now);
        var renamed = workbench.Admin with { Name = "=HYPERLINK(\"http://x\")" };
        await workbench.Get<ApiTokens>().IssueAsync(renamed, new TokenOrder("+1+1"), Now);
        using var target = new MemoryStream();

        await workbench.Get<AuditExport>().WriteCsvAsync(workbench.Admin, new AuditQuery(), target, Now);

        var lines = Encoding.UTF8.GetString(target.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("sequence,at,actor,actor_id,actor_email,action", lines[0], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\")\"", lines[3], StringComparison.Ordinal);
        Assert.Contains("'+1+1", lines[3], StringComparison.Ordinal);
    }

    private static async Task<TestWorkbench> WithEntriesAsync(int count)
    {
        var workbench = await TestWorkbench.StartAsync();
        for (var i = 1; i <= count; i++)
        {
            await AddUserAsync(workbench, i);
        }

        return workbench;
    }

    private static Task AddUserAsync(TestWorkbench workbench, int number) =>
        workbench.Get<UserEditor>().CreateAsync(workbench.Admin, $"user{number}@example.org", "", UserRole.Viewer, "long enough", Now);

    /// <summary>Deletes the end of the trail, around the workbench.</summary>
    private static async Task CutAsync(TestWorkbench workbench, int last)
    {
        await workbench.Database.AllowAuditChangesAsync();
        await workbench.Database.ExecuteAsync($"DELETE FROM \"AuditEntries\" WHERE \"Sequence\" > {last}");
    }
}
