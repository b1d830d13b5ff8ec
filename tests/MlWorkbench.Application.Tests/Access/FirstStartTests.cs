using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Access;

public sealed class FirstStartTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateAdministratorAsync_PrintedLink_WorksOnce()
    {
        await using var workbench = await TestWorkbench.StartAsync(withAdministrator: false);
        var firstStart = workbench.Get<FirstStart>();
        var token = await firstStart.PrepareAsync(Now);

        Assert.True(await firstStart.AcceptsAsync(token, Now));
        Assert.False(await firstStart.AcceptsAsync("another", Now));
        await firstStart.CreateAdministratorAsync(token, "ada@example.org", "Ada", "correct horse", Now);

        Assert.False(await firstStart.AcceptsAsync(token, Now));
        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => firstStart.CreateAdministratorAsync(token, "eve@example.org", "Eve", "long enough", Now));
        Assert.Equal("setup_link_invalid", refusal.Code);
    }

    [Fact]
    public async Task AcceptsAsync_AfterAnHour_IsFalse()
    {
        await using var workbench = await TestWorkbench.StartAsync(withAdministrator: false);
        var firstStart = workbench.Get<FirstStart>();
        var token = await firstStart.PrepareAsync(Now);

        workbench.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.True(await firstStart.AcceptsAsync(token, Now));
        workbench.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.False(await firstStart.AcceptsAsync(token, Now));
    }

    [Fact]
    public async Task PrepareAsync_EmailWithoutPassword_SaysWhatIsMissing()
    {
        await using var workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { ["Access:Bootstrap:Email"] = "ada@example.org" }, withAdministrator: false);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<FirstStart>().PrepareAsync(Now));

        Assert.Equal("bootstrap_incomplete", refusal.Code);
    }

    [Fact]
    public async Task PrepareAsync_TokenIsNotStored_CreatesNoAdministratorAndTheNextStartCreatesBoth()
    {
        const string token = "mlw_0123456789abcdef0123456789";
        await using var workbench = await TestWorkbench.StartAsync(
            new Dictionary<string, string?> { ["Access:Bootstrap:Email"] = "ada@example.org", ["Access:Bootstrap:Password"] = "correct horse", ["Access:Bootstrap:ApiToken"] = token },
            withAdministrator: false);
        await workbench.Database.RefuseAsync("ApiTokens", "INSERT");

        await Assert.ThrowsAsync<DbUpdateException>(() => workbench.Get<FirstStart>().PrepareAsync(Now));
        Assert.True(await workbench.Get<AccountSignIn>().IsSetUpNeededAsync(Now));

        await workbench.Database.AllowAsync("ApiTokens");
        Assert.Null(await workbench.Get<FirstStart>().PrepareAsync(Now));
        Assert.NotNull(await workbench.Get<ApiTokens>().AuthenticateAsync(token, Now));
    }
}
