using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Storage;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Access;

/// <summary>Stored counts of wrong passwords: with several processes, within bounds, and while the database accepts no writes.</summary>
public sealed class SignInBackoffTests
{
    private const string Email = "admin@example.org";
    private const string Password = "correct horse";

    private static readonly IPAddress Attacker = IPAddress.Parse("203.0.113.7");
    private static readonly IPAddress Owner = IPAddress.Parse("198.51.100.1");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignInAsync_TriesInSeveralProcesses_CountTogether()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Null(await ProcessOf(workbench).SignInAsync(Email, "wrong", Attacker, Now));
        }

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => ProcessOf(workbench).SignInAsync(Email, Password, Attacker, Now));

        Assert.Equal((ErrorKind.TooMany, "locked"), (refusal.Kind, refusal.Code));
        Assert.NotNull(await ProcessOf(workbench).SignInAsync(Email, Password, Owner, Now));
    }

    [Fact]
    public async Task SignInAsync_FromManyAddresses_KeepsNoMoreRowsThanAllowed()
    {
        await using var workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { ["Access:SignInRows"] = "10" });
        var accounts = workbench.Get<AccountSignIn>();
        for (var guess = 0; guess < 30; guess++)
        {
            Assert.Null(await accounts.SignInAsync($"guess{guess}@example.org", "wrong", IPAddress.Parse($"203.0.113.{guess}"), Now));
            workbench.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.InRange((await ReadKeysAsync(workbench)).Count, 1, 10);
        }

        // The newest rows remain, so that current attackers still have to wait.
        for (var attempt = 0; attempt < 4; attempt++)
        {
            Assert.Null(await accounts.SignInAsync("guess29@example.org", "wrong", IPAddress.Parse("203.0.113.29"), Now));
        }

        Assert.Equal("locked", (await Assert.ThrowsAsync<WorkbenchException>(() => accounts.SignInAsync("guess29@example.org", "wrong", IPAddress.Parse("203.0.113.29"), Now))).Code);
    }

    [Fact]
    public async Task SignInAsync_WhenTheWaitIsOver_RowsGo()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var accounts = workbench.Get<AccountSignIn>();
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Null(await accounts.SignInAsync($"guess{guess}@example.org", "wrong", Attacker, Now));
        }

        workbench.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Null(await accounts.SignInAsync("last@example.org", "wrong", Attacker, Now));

        Assert.Single(await ReadKeysAsync(workbench));
    }

    [Fact]
    public async Task SignInAsync_RightPassword_LeavesNoRow()
    {
        await using var workbench = await TestWorkbench.StartAsync();

        Assert.NotNull(await workbench.Get<AccountSignIn>().SignInAsync(Email, Password, Owner, Now));

        Assert.Empty(await ReadKeysAsync(workbench));
    }

    [Fact]
    public async Task SignInAsync_PasswordTypedAsTheAddress_IsNotKept()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        Assert.Null(await workbench.Get<AccountSignIn>().SignInAsync("mistyped-secret", "wrong", Owner, Now));
        workbench.CloseIdleConnections();

        Assert.False(await workbench.Database.ContainsAsync("mistyped-secret"));
    }

    [Theory]
    [InlineData(Email, Password)]
    [InlineData(Email, "wrong")]
    [InlineData("nobody@example.org", "wrong")]
    public async Task SignInAsync_DatabaseTakesNoWrites_LooksAtNoPasswordAndSaysSo(string email, string password)
    {
        await using var workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { ["Storage:BusySeconds"] = "1" });
        var accounts = workbench.Get<AccountSignIn>();
        await using (await workbench.Database.HoldAsync())
        {
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => accounts.SignInAsync(email, password, Owner, Now));
            Assert.Equal("storage_busy", StorageFailure.Find(refused)?.Code);
        }

        Assert.NotNull(await accounts.SignInAsync(Email, Password, Owner, Now));
    }

    [Fact]
    public async Task SignInAsync_WhoHasToWait_WaitsForNoLockAndWritesNothing()
    {
        await using var workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { ["Storage:BusySeconds"] = "1" });
        var accounts = workbench.Get<AccountSignIn>();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Null(await accounts.SignInAsync(Email, "wrong", Attacker, Now));
        }

        await using var held = await workbench.Database.HoldAsync();

        Assert.Equal("locked", (await Assert.ThrowsAsync<WorkbenchException>(() => accounts.SignInAsync(Email, "wrong", Attacker, Now))).Code);
    }

    /// <summary>The objects of another process on the same database.</summary>
    private static AccountSignIn ProcessOf(TestWorkbench workbench) =>
        ActivatorUtilities.CreateInstance<AccountSignIn>(workbench.Services, ActivatorUtilities.CreateInstance<SignInBackoff>(workbench.Services));

    private static async Task<IReadOnlyList<byte[]>> ReadKeysAsync(TestWorkbench workbench)
    {
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now);
        return await db.SignInTries.Select(row => row.Key).ToListAsync(Now);
    }
}
