using System.Net;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Access;

public sealed class SessionsTests : IAsyncLifetime
{
    private TestWorkbench _workbench = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private Sessions Sessions => _workbench.Get<Sessions>();

    public async ValueTask InitializeAsync() => _workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { ["Access:SessionHours"] = "48", ["Access:SessionIdleHours"] = "3" });

    public ValueTask DisposeAsync() => _workbench.DisposeAsync();

    [Fact]
    public async Task RecogniseAsync_UnusedForTooLong_IsOver()
    {
        var session = await OpenAsync(_workbench.Admin);

        _workbench.Clock.Advance(TimeSpan.FromHours(2.9));
        Assert.NotNull(await RecogniseAsync(session));
        _workbench.Clock.Advance(TimeSpan.FromHours(3));

        Assert.Null(await RecogniseAsync(session));
    }

    [Fact]
    public async Task RecogniseAsync_UsedAllTheTime_IsOverAtItsAge()
    {
        var session = await OpenAsync(_workbench.Admin);
        for (var hour = 1; hour < 48; hour++)
        {
            _workbench.Clock.Advance(TimeSpan.FromHours(1));
            Assert.Equal(_workbench.Admin.UserId, (await RecogniseAsync(session))?.UserId);
        }

        _workbench.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Null(await RecogniseAsync(session));
    }

    [Fact]
    public async Task RecogniseAsync_EndedUnknownOrDisabled_IsNull()
    {
        var ben = await SamplePeople.AddAsync(_workbench.Services, "ben", UserRole.Analyst);
        var (ended, disabled) = (await OpenAsync(ben), await OpenAsync(ben));

        await Sessions.EndAsync(ben, ended, Now);
        Assert.Null(await RecogniseAsync(ended));
        Assert.NotNull(await RecogniseAsync(disabled));
        await _workbench.Get<UserEditor>().UpdateAsync(_workbench.Admin, ben.UserId, role: null, disabled: true, Now);

        Assert.Null(await RecogniseAsync(disabled));
        Assert.Null(await RecogniseAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task UpdateAsync_DisabledAndEnabledAgain_DoesNotBringSessionsBack()
    {
        var ben = await SamplePeople.AddAsync(_workbench.Services, "ben", UserRole.Analyst);
        var session = await OpenAsync(ben);

        await _workbench.Get<UserEditor>().UpdateAsync(_workbench.Admin, ben.UserId, role: null, disabled: true, Now);
        await _workbench.Get<UserEditor>().UpdateAsync(_workbench.Admin, ben.UserId, role: null, disabled: false, Now);

        Assert.Null(await RecogniseAsync(session));
    }

    [Fact]
    public async Task ListAsync_ShowsOnesOwnThatAreNotOver()
    {
        var ben = await SamplePeople.AddAsync(_workbench.Services, "ben", UserRole.Analyst);
        await OpenAsync(_workbench.Admin);
        await OpenAsync(ben);
        _workbench.Clock.Advance(TimeSpan.FromHours(4));
        var session = await Sessions.OpenAsync(new SignedIn(ben), IPAddress.Parse("198.51.100.1"), new string('x', 1_000), Now);

        var only = Assert.Single(await Sessions.ListAsync(ben, Now));

        Assert.Equal((session, "198.51.100.1", 300, TimeSpan.FromHours(48)), (only.Id, only.Address, only.UserAgent!.Length, only.EndsAt - only.CreatedAt));
    }

    [Fact]
    public async Task EndAsync_SessionOfSomebodyElse_IsNotFoundAndGoesOn()
    {
        var ben = await SamplePeople.AddAsync(_workbench.Services, "ben", UserRole.Admin);
        var session = await OpenAsync(_workbench.Admin);

        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<WorkbenchException>(() => Sessions.EndAsync(ben, session, Now))).Kind);
        await Sessions.EndOthersAsync(ben, Guid.NewGuid(), Now);

        Assert.NotNull(await RecogniseAsync(session));
    }

    [Fact]
    public async Task EndOthersAsync_KeepsTheOneAndSaysSoInTheAuditTrail()
    {
        var (kept, first, second) = (await OpenAsync(_workbench.Admin), await OpenAsync(_workbench.Admin), await OpenAsync(_workbench.Admin));

        await Sessions.EndOthersAsync(_workbench.Admin, kept, Now);

        Assert.Equal((true, true, true), (await RecogniseAsync(kept) is not null, await RecogniseAsync(first) is null, await RecogniseAsync(second) is null));
        var entries = await _workbench.Get<AuditTrail>().ListAsync(_workbench.Admin, new AuditQuery(), new ListQuery(Limit: 1), Now);
        Assert.Equal(("session.ended", "2 sessions"), (entries.Items[0].Action, entries.Items[0].Details));
    }

    [Fact]
    public async Task RequireNowAsync_SessionEndedInAnotherProcess_IsRefusedAtOnce()
    {
        var session = await OpenAsync(_workbench.Admin);
        var actor = (await RecogniseAsync(session))!;
        await new SampleModel(_workbench.Services).PlantAsync(_workbench.Admin);
        var protection = _workbench.Get<AliasProtection>();
        await protection.ProtectAsync(actor, SampleModel.Model, "weekly", Now);

        await Sessions.EndAsync(_workbench.Admin, session, Now);
        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => protection.UnprotectAsync(actor, SampleModel.Model, "weekly", Now));

        Assert.Equal((ErrorKind.Forbidden, "signed_out"), (refusal.Kind, refusal.Code));
        // A token has no session.
        await protection.UnprotectAsync(_workbench.Admin, SampleModel.Model, "weekly", Now);
    }

    private Task<Guid> OpenAsync(Actor person) => Sessions.OpenAsync(new SignedIn(person), address: null, userAgent: null, Now);

    /// <summary>Recognises the session and writes its last use, as the server does in the background.</summary>
    private async Task<Actor?> RecogniseAsync(Guid session)
    {
        var actor = await Sessions.RecogniseAsync(session, Now);
        await _workbench.Get<SessionUses>().WriteAsync(Now);
        return actor;
    }
}
