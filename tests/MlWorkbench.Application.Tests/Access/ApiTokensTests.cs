using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Storage;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Access;

public sealed class ApiTokensTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IssueAsync_WithScopes_LimitsTheActorBehindIt()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var tokens = workbench.Get<ApiTokens>();

        var issued = await tokens.IssueAsync(workbench.Admin, new TokenOrder("Service", TokenScopes.Parse(["predict", "Read"])), Now);
        var actor = await tokens.AuthenticateAsync(issued.Token, Now);

        Assert.NotNull(actor);
        Assert.True(actor.May(Permission.Predict));
        Assert.False(actor.May(Permission.Administer));
    }

    [Fact]
    public async Task AuthenticateAsync_AfterItsDays_IsNobody()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var tokens = workbench.Get<ApiTokens>();
        var issued = await tokens.IssueAsync(workbench.Admin, new TokenOrder("Short", ExpiresInDays: 1), Now);

        workbench.Clock.Advance(TimeSpan.FromHours(23));
        Assert.NotNull(await tokens.AuthenticateAsync(issued.Token, Now));
        workbench.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Null(await tokens.AuthenticateAsync(issued.Token, Now));
    }

    /// <summary>Another process commits the revocation. Nothing tells this one.</summary>
    [Fact]
    public async Task AuthenticateAsync_RevokedByAnotherProcess_IsNobodyASecondLater()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var tokens = workbench.Get<ApiTokens>();
        var issued = await tokens.IssueAsync(workbench.Admin, new TokenOrder("Service"), Now);
        Assert.NotNull(await tokens.AuthenticateAsync(issued.Token, Now));
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now);
        var now = workbench.Clock.GetUtcNow().UtcDateTime;
        await db.ApiTokens.ExecuteUpdateAsync(set => set.SetProperty(token => token.RevokedAt, now), Now);

        workbench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await tokens.AuthenticateAsync(issued.Token, Now));
    }

    [Fact]
    public async Task AuthenticateAsync_DatabaseHeldByAnotherProgram_SignsInAndNotesTheUseLater()
    {
        await using var workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { ["Storage:BusySeconds"] = "1" });
        var tokens = workbench.Get<ApiTokens>();
        var uses = workbench.Get<TokenUses>();
        var issued = await tokens.IssueAsync(workbench.Admin, new TokenOrder("Service"), Now);
        var held = await workbench.Database.HoldAsync();

        Assert.NotNull(await tokens.AuthenticateAsync(issued.Token, Now));
        await uses.WriteAsync(Now);
        Assert.Null(await LastUseAsync(workbench));
        await held.DisposeAsync();
        await uses.WriteAsync(Now);

        Assert.Equal(workbench.Clock.GetUtcNow().UtcDateTime, await LastUseAsync(workbench));
    }

    private static async Task<DateTime?> LastUseAsync(TestWorkbench workbench) =>
        Assert.Single((await workbench.Get<AccessCatalog>().ListTokensAsync(workbench.Admin, new ListQuery(null), everybody: false, Now)).Items).LastUsedAt;

    [Fact]
    public async Task AuthenticateAsync_RevokedOrOwnerDisabled_IsNobody()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var tokens = workbench.Get<ApiTokens>();
        var ben = await SamplePeople.AddAsync(workbench.Services, "ben", UserRole.Analyst);
        var revoked = await tokens.IssueAsync(workbench.Admin, new TokenOrder("One"), Now);
        var disabled = await tokens.IssueAsync(ben, new TokenOrder("Two"), Now);

        await tokens.RevokeAsync(workbench.Admin, revoked.Id, Now);
        await workbench.Get<UserEditor>().UpdateAsync(workbench.Admin, ben.UserId, role: null, disabled: true, Now);

        Assert.Null(await tokens.AuthenticateAsync(revoked.Token, Now));
        Assert.Null(await tokens.AuthenticateAsync(disabled.Token, Now));
    }

    [Theory]
    [InlineData("nightly")]
    [InlineData("NIGHTLY")]
    [InlineData("nightIy")]
    public async Task IssueAsync_NameThatReadsLikeThatOfAnotherToken_IsRefusedUntilThatOneIsOver(string name)
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var tokens = workbench.Get<ApiTokens>();
        var ben = await SamplePeople.AddAsync(workbench.Services, "ben", UserRole.Analyst);
        var first = await tokens.IssueAsync(ben, new TokenOrder("nightly"), Now);

        var own = await Assert.ThrowsAsync<WorkbenchException>(() => tokens.IssueAsync(ben, new TokenOrder(name), Now));
        var forBen = await Assert.ThrowsAsync<WorkbenchException>(() => tokens.IssueAsync(workbench.Admin, new TokenOrder(name, UserId: ben.UserId), Now));
        await tokens.IssueAsync(workbench.Admin, new TokenOrder(name), Now);
        await tokens.RevokeAsync(ben, first.Id, Now);
        await tokens.IssueAsync(ben, new TokenOrder(name, ExpiresInDays: 1), Now);
        workbench.Clock.Advance(TimeSpan.FromDays(2));
        await tokens.IssueAsync(ben, new TokenOrder(name), Now);

        Assert.All([own, forBen], refusal => Assert.Equal((ErrorKind.Conflict, "name_taken"), (refusal.Kind, refusal.Code)));
    }

    [Fact]
    public async Task IssueAsync_ByALimitedToken_IsRefused()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var limited = workbench.Admin with { Scopes = new HashSet<Permission> { Permission.Read } };

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<ApiTokens>().IssueAsync(limited, new TokenOrder("More"), Now));

        Assert.Equal("scope_missing", refusal.Code);
    }

    [Fact]
    public async Task IssueAsync_ForSomebodyElse_NeedsAnAdministrator()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var tokens = workbench.Get<ApiTokens>();
        var ben = await SamplePeople.AddAsync(workbench.Services, "ben", UserRole.Analyst);

        var own = await tokens.IssueAsync(workbench.Admin, new TokenOrder("For Ben", UserId: ben.UserId), Now);
        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => tokens.IssueAsync(ben, new TokenOrder("For Ada", UserId: workbench.Admin.UserId), Now));

        Assert.Equal(ben.UserId, (await tokens.AuthenticateAsync(own.Token, Now))!.UserId);
        Assert.Equal(ErrorKind.Forbidden, refusal.Kind);
    }

    [Fact]
    public async Task RevokeAsync_TokenOfAnother_LooksAsIfThereWereNone()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var tokens = workbench.Get<ApiTokens>();
        var ben = await SamplePeople.AddAsync(workbench.Services, "ben", UserRole.Analyst);
        var issued = await tokens.IssueAsync(workbench.Admin, new TokenOrder("Mine"), Now);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => tokens.RevokeAsync(ben, issued.Id, Now));

        Assert.Equal(ErrorKind.NotFound, refusal.Kind);
        Assert.NotNull(await tokens.AuthenticateAsync(issued.Token, Now));
    }

    [Theory]
    [InlineData("Everything")]
    [InlineData("0")]
    [InlineData("")]
    public void Parse_UnknownScope_NamesTheScopesThatThereAre(string scope)
    {
        var refusal = Assert.Throws<WorkbenchException>(() => TokenScopes.Parse([scope]));

        Assert.Contains("ManageDatasets", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_NeverHoldsTheTokenItself()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var issued = await workbench.Get<ApiTokens>().IssueAsync(workbench.Admin, new TokenOrder("Secret"), Now);
        workbench.CloseIdleConnections();

        Assert.False(await workbench.Database.ContainsAsync(issued.Token[8..]));
    }
}
