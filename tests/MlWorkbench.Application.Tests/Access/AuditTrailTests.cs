using System.Text;
using Microsoft.Data.Sqlite;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Access;

public sealed class AuditTrailTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task VerifyAsync_UntouchedTrail_IsWhole()
    {
        await using var workbench = await WithEntriesAsync(5);

        var found = await workbench.Get<AuditTrail>().VerifyAsync(workbench.Admin, Now);

        Assert.Null(found.FirstBad);
        Assert.Equal(6, found.Entries);
        Assert.Equal(64, found.Head.Length);
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Details = 'nothing happened' WHERE Sequence = 3", 3)]
    [InlineData("UPDATE AuditEntries SET At = '2020-01-01 00:00:00' WHERE Sequence = 4", 4)]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 2", 3)]
    [InlineData("INSERT INTO AuditEntries SELECT 7, At, ActorId, ActorName, Action, SubjectKind, SubjectId, SubjectName, Details, Hash FROM AuditEntries WHERE Sequence = 6", 7)]
    public async Task VerifyAsync_TrailChangedAroundTheWorkbench_NamesTheFirstBadEntry(string change, long firstBad)
    {
        await using var workbench = await WithEntriesAsync(5);
        await ExecuteAsync(workbench, "DROP TRIGGER AuditEntriesNoUpdate");
        await ExecuteAsync(workbench, "DROP TRIGGER AuditEntriesNoDelete");
        await ExecuteAsync(workbench, change);

        var found = await workbench.Get<AuditTrail>().VerifyAsync(workbench.Admin, Now);

        Assert.Equal(firstBad, found.FirstBad);
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Details = 'x' WHERE Sequence = 1")]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 1")]
    public async Task Database_RefusesToChangeEntries(string change)
    {
        await using var workbench = await WithEntriesAsync(1);

        var refusal = await Assert.ThrowsAsync<SqliteException>(() => ExecuteAsync(workbench, change));

        Assert.Contains("cannot be changed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_SearchAndFilters_PageInTheDatabase()
    {
        await using var workbench = await WithEntriesAsync(5);
        var trail = workbench.Get<AuditTrail>();

        var newest = await trail.ListAsync(workbench.Admin, new AuditQuery(), 0, 2, Now);
        var one = await trail.ListAsync(workbench.Admin, new AuditQuery(Search: "user3@"), 0, 50, Now);
        var wildcard = await trail.ListAsync(workbench.Admin, new AuditQuery(Search: "user_@"), 0, 50, Now);
        var created = await trail.ListAsync(workbench.Admin, new AuditQuery(Action: "user.created"), 0, 50, Now);

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
        Assert.StartsWith("sequence,at,actor,action", lines[0], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\")\"", lines[3], StringComparison.Ordinal);
        Assert.Contains("'+1+1", lines[3], StringComparison.Ordinal);
    }

    private static async Task<TestWorkbench> WithEntriesAsync(int count)
    {
        var workbench = await TestWorkbench.StartAsync();
        for (var i = 1; i <= count; i++)
        {
            await workbench.Get<UserEditor>().CreateAsync(workbench.Admin, $"user{i}@example.org", "", UserRole.Viewer, "long enough", Now);
        }

        return workbench;
    }

    private static async Task ExecuteAsync(TestWorkbench workbench, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(workbench.Folder, "workbench.db")}");
        await connection.OpenAsync(Now);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Now);
    }
}
