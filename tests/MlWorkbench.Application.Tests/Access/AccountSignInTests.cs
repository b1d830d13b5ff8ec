using System.Net;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Access;

public sealed class AccountSignInTests
{
    private static readonly IPAddress Attacker = IPAddress.Parse("203.0.113.7");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateFirstAdministratorAsync_SecondTime_IsRefused()
    {
        await using var workbench = await TestWorkbench.StartAsync();

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<AccountSignIn>().CreateFirstAdministratorAsync("eve@example.org", "Eve", "long enough", apiToken: null, TestContext.Current.CancellationToken));

        Assert.Equal("already_set_up", refusal.Code);
    }

    [Theory]
    [InlineData("admin@example.org")]
    [InlineData("nobody@example.org")]
    public async Task SignInAsync_FiveWrongPasswords_MakeThatAddressWaitForKnownAndUnknownAccountsAlike(string email)
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var accounts = workbench.Get<AccountSignIn>();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Null(await accounts.SignInAsync(email, "wrong", Attacker, Now));
        }

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => accounts.SignInAsync(email, "correct horse", Attacker, Now));

        Assert.Equal((ErrorKind.TooMany, "locked", TimeSpan.FromMinutes(5)), (refusal.Kind, refusal.Code, refusal.RetryAfter));
        Assert.Equal("Too many failed sign-ins with this e-mail address from your network address. Wait a few minutes, then try again.", refusal.Message);
        workbench.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(email == "admin@example.org", await accounts.SignInAsync(email, "correct horse", Attacker, Now) is not null);
    }

    [Fact]
    public async Task SignInAsync_AttackerAtAnotherAddress_DoesNotKeepTheOwnerOut()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var accounts = workbench.Get<AccountSignIn>();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var from = IPAddress.Parse($"203.0.113.{attempt / 5}");
            Assert.Null(await accounts.SignInAsync("admin@example.org", "wrong", from, Now));
        }

        Assert.NotNull(await accounts.SignInAsync("admin@example.org", "correct horse", IPAddress.Parse("198.51.100.1"), Now));
    }

    [Fact]
    public async Task SignInAsync_ManyAtOnce_AreCountedBeforeTheyAreVerified()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var accounts = workbench.Get<AccountSignIn>();

        var tries = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(async () =>
        {
            try
            {
                Assert.Null(await accounts.SignInAsync("admin@example.org", "wrong", Attacker, Now));
                return true;
            }
            catch (WorkbenchException refusal) when (refusal.Code == "locked")
            {
                return false;
            }
        })));

        Assert.Equal(5, tries.Count(looked => looked));
    }

    [Fact]
    public async Task SignInAsync_RightPassword_ForgetsTheWrongOnes()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var accounts = workbench.Get<AccountSignIn>();
        for (var round = 0; round < 3; round++)
        {
            for (var attempt = 0; attempt < 4; attempt++)
            {
                Assert.Null(await accounts.SignInAsync("admin@example.org", "wrong", Attacker, Now));
            }

            Assert.NotNull(await accounts.SignInAsync(" ADMIN@example.org ", "correct horse", Attacker, Now));
        }
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    public void AddressGroup_OfTwoAddresses_IsOneForOneCaller(string left, string right, bool same) =>
        Assert.Equal(same, AddressGroup.Of(IPAddress.Parse(left)) == AddressGroup.Of(IPAddress.Parse(right)));
}
