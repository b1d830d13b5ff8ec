using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Access;

public sealed class UserEditorTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateAsync_WithoutPassword_InvitesOnceAndForAWeek()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var invitations = workbench.Get<Invitations>();
        var invited = await workbench.Get<UserEditor>().CreateAsync(workbench.Admin, "Ben@Example.org", "", UserRole.Analyst, password: null, Now);

        Assert.Null(await workbench.Get<AccountSignIn>().SignInAsync("ben@example.org", "anything", address: null, Now));
        var joined = await invitations.AcceptAsync(invited.InviteToken, "Ben", "long enough", Now);

        Assert.Equal("Ben", joined.Actor.Name);
        Assert.NotNull(await workbench.Get<AccountSignIn>().SignInAsync("ben@example.org", "long enough", address: null, Now));
        var again = await Assert.ThrowsAsync<WorkbenchException>(() => invitations.AcceptAsync(invited.InviteToken, "Eve", "mine now!", Now));
        Assert.Equal("invite_invalid", again.Code);
    }

    [Fact]
    public async Task FindAsync_InvitationOlderThanAWeek_IsNull()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var invited = await workbench.Get<UserEditor>().CreateAsync(workbench.Admin, "ben@example.org", "", UserRole.Viewer, password: null, Now);

        workbench.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));

        Assert.Null(await workbench.Get<Invitations>().FindAsync(invited.InviteToken, Now));
        Assert.Null(await workbench.Get<Invitations>().FindAsync(null, Now));
    }

    [Theory]
    [InlineData(UserRole.Viewer, null)]
    [InlineData(null, true)]
    public async Task UpdateAsync_LastAdministrator_IsRefused(UserRole? role, bool? disabled)
    {
        await using var workbench = await TestWorkbench.StartAsync();
        // An invited administrator without a password cannot administer yet.
        await workbench.Get<UserEditor>().CreateAsync(workbench.Admin, "second@example.org", "", UserRole.Admin, password: null, Now);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<UserEditor>().UpdateAsync(workbench.Admin, workbench.Admin.UserId, role, disabled, Now));

        Assert.Equal("last_administrator", refusal.Code);
        Assert.NotNull(await workbench.Get<AccountSignIn>().SignInAsync("admin@example.org", "correct horse", address: null, Now));
    }

    [Fact]
    public async Task Verbs_RoleThatDoesNotExist_NameTheRoles()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var editor = workbench.Get<UserEditor>();

        var created = await Assert.ThrowsAsync<WorkbenchException>(() => editor.CreateAsync(workbench.Admin, "x@example.org", "", (UserRole)99, null, Now));
        var changed = await Assert.ThrowsAsync<WorkbenchException>(() => editor.UpdateAsync(workbench.Admin, workbench.Admin.UserId, (UserRole)99, null, Now));

        Assert.Equal(("role_invalid", "role_invalid"), (created.Code, changed.Code));
        Assert.Contains("Operator", created.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateAsync_NewRole_EndsTheSessionsThatAreOpen()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sessions = workbench.Get<Sessions>();
        var ben = await SamplePeople.AddAsync(workbench.Services, "ben", UserRole.Analyst);
        var session = await sessions.OpenAsync(new SignedIn(ben), address: null, userAgent: null, Now);
        Assert.NotNull(await sessions.RecogniseAsync(session, Now));

        await workbench.Get<UserEditor>().UpdateAsync(workbench.Admin, ben.UserId, UserRole.Viewer, disabled: null, Now);

        Assert.Null(await sessions.RecogniseAsync(session, Now));
    }

    [Fact]
    public async Task ChangePasswordAsync_EndsOtherSessionsAndNeedsTheCurrentOne()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sessions = workbench.Get<Sessions>();
        var session = await sessions.OpenAsync(new SignedIn(workbench.Admin), address: null, userAgent: null, Now);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<OwnAccount>().ChangePasswordAsync(workbench.Admin, "wrong", "another one", Now));
        var renewed = await workbench.Get<OwnAccount>().ChangePasswordAsync(workbench.Admin, "correct horse", "another one", Now);

        Assert.Equal("password_wrong", refusal.Code);
        Assert.Null(await sessions.RecogniseAsync(session, Now));
        Assert.NotNull(await sessions.RecogniseAsync(await sessions.OpenAsync(renewed, address: null, userAgent: null, Now), Now));
    }

    [Fact]
    public async Task Verbs_ByAnybodyButAnAdministrator_AreRefused()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        foreach (var role in Enum.GetValues<UserRole>().Where(role => role != UserRole.Admin))
        {
            var actor = await SamplePeople.AddAsync(workbench.Services, role.ToString().ToLowerInvariant(), role);
            await RefusedAsync(() => workbench.Get<UserEditor>().CreateAsync(actor, "x@example.org", "", UserRole.Admin, null, Now));
            await RefusedAsync(() => workbench.Get<UserEditor>().UpdateAsync(actor, actor.UserId, UserRole.Admin, null, Now));
            await RefusedAsync(() => workbench.Get<UserEditor>().InviteAgainAsync(actor, workbench.Admin.UserId, Now));
            await RefusedAsync(() => workbench.Get<AccessCatalog>().ListUsersAsync(actor, new ListQuery(), Now));
            await RefusedAsync(() => workbench.Get<AccessCatalog>().ListTokensAsync(actor, new ListQuery(), everybody: true, Now));
            await RefusedAsync(() => workbench.Get<AuditTrail>().ListAsync(actor, new AuditQuery(), new ListQuery(Limit: 10), Now));
            await RefusedAsync(() => workbench.Get<AuditTrail>().VerifyAsync(actor, Now));
        }

        static async Task RefusedAsync(Func<Task> verb) => Assert.Equal(ErrorKind.Forbidden, (await Assert.ThrowsAsync<WorkbenchException>(verb)).Kind);
    }
}
