using MlWorkbench.Application.Access;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Access;

public sealed class AccountsTests
{
    [Fact]
    public async Task CreateFirstAdministratorAsync_SecondTime_IsRefused()
    {
        await using var workbench = await TestWorkbench.StartAsync();

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<Accounts>().CreateFirstAdministratorAsync("eve@example.org", "Eve", "long enough", TestContext.Current.CancellationToken));

        Assert.Equal("already_set_up", refusal.Code);
    }

    [Fact]
    public async Task SignInAsync_FiveWrongPasswords_LocksForFiveMinutes()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var accounts = workbench.Get<Accounts>();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Null(await accounts.SignInAsync("admin@example.org", "wrong", TestContext.Current.CancellationToken));
        }

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => accounts.SignInAsync("admin@example.org", "correct horse", TestContext.Current.CancellationToken));
        Assert.Equal(ErrorKind.TooMany, refusal.Kind);

        workbench.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.NotNull(await accounts.SignInAsync("admin@example.org", "correct horse", TestContext.Current.CancellationToken));
    }
}
