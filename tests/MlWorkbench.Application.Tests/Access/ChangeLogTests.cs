using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Storage;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Access;

public sealed class ChangeLogTests
{
    private static readonly EventSubject Model = new("model", Guid.CreateVersion7(), "churn version 3");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RecordAsync_CommittedChange_LeavesAnEventAndItsEntry()
    {
        await using var workbench = await TestWorkbench.StartAsync();

        await RecordAsync(workbench, workbench.Admin, commit: true, new Moved("weekly", 3));

        await using var db = await OpenAsync(workbench);
        var happened = await db.Events.AsNoTracking().OrderBy(row => row.Sequence).LastAsync(Token);
        var entry = await db.AuditEntries.AsNoTracking().OrderBy(row => row.Sequence).LastAsync(Token);
        Assert.Equal((happened.Sequence, "test.moved", Model.Id.ToString(), "weekly to 3"), (entry.Sequence, entry.Action, entry.SubjectId, entry.Details));
        Assert.Equal(("test.moved", entry.At, entry.ActorId, entry.ProjectId), (happened.Kind, happened.At, happened.ActorId, happened.ProjectId));
        Assert.Equal(new Moved("weekly", 3), EventJson.Read<Moved>(happened));
    }

    [Fact]
    public async Task RecordAsync_RolledBackChange_LeavesNeither()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var before = await CountAsync(workbench);

        await RecordAsync(workbench, workbench.Admin, commit: false, new Moved("weekly", 3));

        Assert.Equal(before, await CountAsync(workbench));
    }

    [Fact]
    public async Task RecordAsync_SeveralChangesOfOneTransaction_AreNumberedInTheirOrder()
    {
        await using var workbench = await TestWorkbench.StartAsync();

        await RecordAsync(workbench, workbench.Admin, commit: true, new Moved("first", 1), new Moved("second", 2));

        await using var db = await OpenAsync(workbench);
        var last = await db.Events.AsNoTracking().OrderByDescending(row => row.Sequence).Take(2).ToListAsync(Token);
        Assert.Equal(["second", "first"], last.Select(row => EventJson.Read<Moved>(row).Name));
        Assert.True((await workbench.Get<AuditTrail>().VerifyAsync(workbench.Admin, Token)).IsWhole);
    }

    [Fact]
    public async Task RecordAsync_TokenOfAnotherPerson_NamesItsCreatorInTheEntry()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var actor = workbench.Admin with { TokenMaker = new TokenMaker(Guid.CreateVersion7(), "Eve", "eve@example.org") };

        await RecordAsync(workbench, actor, commit: true, new Moved("weekly", 3));

        await using var db = await OpenAsync(workbench);
        Assert.Equal("weekly to 3. By a token that Eve <eve@example.org> created", (await db.AuditEntries.OrderBy(row => row.Sequence).LastAsync(Token)).Details);
    }

    private static async Task RecordAsync(TestWorkbench workbench, Actor actor, bool commit, params IEnumerable<Moved> moves)
    {
        await using var db = await OpenAsync(workbench);
        await using var transaction = await db.Database.BeginTransactionAsync(Token);
        foreach (var move in moves)
        {
            await workbench.Get<ChangeLog>().RecordAsync(db, actor, Model, move, Token);
        }

        await db.SaveChangesAsync(Token);
        if (commit)
        {
            await transaction.CommitAsync(Token);
        }
    }

    private static async Task<(int Events, int Entries)> CountAsync(TestWorkbench workbench)
    {
        await using var db = await OpenAsync(workbench);
        return (await db.Events.CountAsync(Token), await db.AuditEntries.CountAsync(Token));
    }

    private static Task<WorkbenchDbContext> OpenAsync(TestWorkbench workbench) => workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Token);

    private sealed record Moved(string Name, int To) : WorkbenchChange("test.moved")
    {
        public override string Describe() => $"{Name} to {To}";
    }
}
