using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Registry;

public sealed class TransitionNotifierTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_InTheDefaultProject_NotifiesEveryoneWhoMayDecide()
    {
        await using var world = await RegistryWorld.StartAsync();
        var maker = await SamplePeople.AddAsync(world.Workbench.Services, "mara", UserRole.Approver);
        var byToken = world.Analyst with { TokenMaker = new TokenMaker(maker.UserId, maker.Name, "mara@example.org") };
        await SamplePeople.AddAsync(world.Workbench.Services, "vera", UserRole.Viewer);

        await world.Requests.OpenAsync(byToken, RegistryWorld.Model, await world.RegisterAsync(), Stage.Staging, "Better.", Token);
        await DispatchAsync(world);

        Assert.Equal(Ids(world.Approver, world.Workbench.Admin), (await NotificationsAsync(world)).Select(row => row.UserId).Order());
    }

    [Fact]
    public async Task Request_InAnotherProject_NotifiesItsApproversAndAdministrators()
    {
        await using var world = await RegistryWorld.StartAsync();
        var workbench = world.Workbench;
        var cora = await SamplePeople.AddAsync(workbench.Services, "cora", UserRole.Guest);
        await workbench.Get<ProjectEditor>().CreateAsync(workbench.Admin, "fraud", null, Token);
        await workbench.Get<ProjectMembers>().SetAsync(workbench.Admin, "fraud", cora.UserId, UserRole.Approver, Token);
        await workbench.Get<ProjectMembers>().SetAsync(workbench.Admin, "fraud", world.Analyst.UserId, UserRole.Analyst, Token);
        var analyst = await workbench.Get<ProjectEntry>().EnterAsync(world.Analyst, "fraud", Token);
        var run = await new SampleRuns(workbench.Services).PlantAsync(analyst, new SampleRun());
        await workbench.Get<ModelRegistration>().RegisterAsync(analyst, RegistryWorld.Model, run, null, Token);

        await world.Requests.OpenAsync(analyst, RegistryWorld.Model, 1, Stage.Staging, "Better.", Token);
        await DispatchAsync(world);

        Assert.Equal(Ids(cora, workbench.Admin), (await NotificationsAsync(world)).Select(row => row.UserId).Order());
    }

    [Theory]
    [InlineData("transition.approved")]
    [InlineData("transition.rejected")]
    public async Task Decision_ByAnApprover_NotifiesTheRequester(string kind)
    {
        await using var world = await RegistryWorld.StartAsync();
        var request = await world.AskAsync(await world.RegisterAsync(), Stage.Staging);
        await (kind == "transition.approved"
            ? world.Decisions.ApproveAsync(world.Approver, request, null, null, Token)
            : world.Decisions.RejectAsync(world.Approver, request, "Not yet.", Token));

        await DispatchAsync(world);

        var notification = Assert.Single(await NotificationsAsync(world), row => row.Event!.Kind == kind);
        Assert.Equal((world.Analyst.UserId, null), (notification.UserId, notification.ReadAt));
    }

    [Fact]
    public async Task Withdrawal_ByTheRequester_NotifiesNobody()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.Decisions.WithdrawAsync(world.Analyst, await world.AskAsync(await world.RegisterAsync(), Stage.Staging), null, Token);

        await DispatchAsync(world);

        Assert.DoesNotContain(await NotificationsAsync(world), row => row.Event!.Kind == "transition.withdrawn");
    }

    [Fact]
    public async Task Request_HandledByAProcessKilledBeforeItsMark_IsDeliveredAgainAndNotifiesOnce()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.AskAsync(await world.RegisterAsync(), Stage.Staging);
        await using (var db = await world.OpenDatabaseAsync())
        {
            // The first process handles the event, and ends before it marks the delivery.
            await Notifier(world).HandleAsync(await db.Events.AsNoTracking().SingleAsync(row => row.Kind == "transition.requested", Token), Token);
        }

        var before = await NotificationsAsync(world);
        var delivered = await DispatchAsync(world);

        Assert.Equal((2, 1), (before.Count, delivered));
        Assert.Equal(before.Select(row => (row.EventId, row.UserId)), (await NotificationsAsync(world)).Select(row => (row.EventId, row.UserId)));
    }

    private static IEventConsumer Notifier(RegistryWorld world) => world.Workbench.Services.GetServices<IEventConsumer>().Single(consumer => consumer is TransitionNotifier);

    private static Task<int> DispatchAsync(RegistryWorld world) => world.Workbench.Get<EventDispatcher>().DispatchAsync(Token);

    private static async Task<IReadOnlyList<Notification>> NotificationsAsync(RegistryWorld world)
    {
        await using var db = await world.OpenDatabaseAsync();
        return await db.Notifications.AsNoTracking().Include(row => row.Event).OrderBy(row => row.UserId).ToListAsync(Token);
    }

    private static IEnumerable<Guid> Ids(params IEnumerable<Actor> people) => people.Select(person => person.UserId).Order();
}
