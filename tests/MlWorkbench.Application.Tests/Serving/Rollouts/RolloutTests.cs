using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Serving.Rollouts;

public sealed class RolloutTests
{
    private static readonly RolloutPlan TwoSteps = new([new RolloutStep(10, Minutes: 5, MinRows: 20), new RolloutStep(50, Minutes: 5)]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LookAsync_StepsThatPass_LeadToProduction()
    {
        await using var world = await StartAsync();
        var rollout = await world.StartRolloutAsync(2, TwoSteps);

        var answers = (await world.PredictManyAsync(1_000)).Predictions;
        Assert.InRange(answers.Count(prediction => prediction.Version == 2), 60, 140);
        Assert.Equal(2, answers.Select(prediction => prediction.Route).Distinct().Count());
        await world.LookAsync(TimeSpan.FromMinutes(4));
        Assert.Equal((RolloutState.Running, 1), await StateAsync(world, rollout.Id));
        await world.LookAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((RolloutState.Running, 2), await StateAsync(world, rollout.Id));
        await world.LookAsync(TimeSpan.FromMinutes(5));

        Assert.Equal((RolloutState.Completed, 2), await StateAsync(world, rollout.Id));
        Assert.Equal((Stage.Archived, Stage.Production), (await StageOfAsync(world, 1), await StageOfAsync(world, 2)));
        Assert.All((await world.PredictManyAsync(50)).Predictions, prediction => Assert.Equal(2, prediction.Version));
        var request = await world.Inbox.FindAsync(world.Analyst, rollout.RequestId, Token);
        Assert.Equal((TransitionRequestState.Approved, "anna", "ben"), (request.Request.State, request.Request.RequestedBy, request.Request.DecidedBy));
    }

    [Fact]
    public async Task LookAsync_TooFewRows_Waits()
    {
        await using var world = await StartAsync();
        var rollout = await world.StartRolloutAsync(2, TwoSteps with
        {
            Checks = [new RolloutCheck(RolloutMetric.ErrorRate, RolloutOperator.Less, 0.1, MinRows: 100)],
        });
        await world.PredictManyAsync(300);

        await world.LookAsync(TimeSpan.FromMinutes(6));

        var waiting = await world.FindRolloutAsync(rollout.Id);
        Assert.Equal((RolloutState.Running, 1, CheckVerdict.Inconclusive), (waiting.State, waiting.Step, Assert.Single(waiting.Checks).Verdict));
    }

    [Fact]
    public async Task LookAsync_SameResults_KeepsTheTimeOfTheFirstLook()
    {
        await using var world = await StartAsync();
        var rollout = await world.StartRolloutAsync(2, TwoSteps with { Checks = [new RolloutCheck(RolloutMetric.ErrorRate, RolloutOperator.Less, 0.1, MinRows: 1)] });
        await world.PredictManyAsync(300);
        await world.LookAsync();
        var first = Assert.Single((await world.FindRolloutAsync(rollout.Id)).Checks);

        world.Workbench.Clock.Advance(TimeSpan.FromSeconds(2));
        await world.LookAsync();
        Assert.Equal(first, Assert.Single((await world.FindRolloutAsync(rollout.Id)).Checks));

        await world.PredictManyAsync(300);
        await world.LookAsync();
        Assert.NotEqual(first.At, Assert.Single((await world.FindRolloutAsync(rollout.Id)).Checks).At);
    }

    [Fact]
    public async Task LookAsync_AllTraffic_DoesNotWaitForComparisonsWithTheChampion()
    {
        await using var world = await StartAsync();
        var rollout = await world.StartRolloutAsync(2, new RolloutPlan([new RolloutStep(100)], [new RolloutCheck(RolloutMetric.P95Ratio, RolloutOperator.Less, 2)]));
        await world.PredictManyAsync(50);

        await world.LookAsync();

        Assert.Equal(RolloutState.Completed, (await world.FindRolloutAsync(rollout.Id)).State);
    }

    [Fact]
    public async Task LookAsync_VersionWithOtherScores_IsAbortedAndAnswersNoMore()
    {
        await using var world = await StartAsync(new SampleRun(Package: SamplePackage.Regression()));
        var rollout = await world.StartRolloutAsync(2, new RolloutPlan(
            [new RolloutStep(50)], [new RolloutCheck(RolloutMetric.ScorePsi, RolloutOperator.Less, 0.25, WindowMinutes: 30, MinRows: 50)]));
        await world.PredictManyAsync(400);
        await WriteLogAsync(world);

        await world.LookAsync();

        var ended = await world.FindRolloutAsync(rollout.Id);
        Assert.Equal((RolloutState.Aborted, 0.0), (ended.State, ended.Weight));
        Assert.Contains("score PSI", ended.Reason, StringComparison.Ordinal);
        Assert.Equal((Stage.Production, Stage.None), (await StageOfAsync(world, 1), await StageOfAsync(world, 2)));
        Assert.All((await world.PredictManyAsync(50)).Predictions, prediction => Assert.Equal(1, prediction.Version));
        await using var db = await world.OpenDatabaseAsync();
        Assert.True(await db.AuditEntries.AnyAsync(entry => entry.Action == "rollout.aborted", Token));
    }

    [Fact]
    public async Task LookAsync_CheckThatPauses_KeepsTheShareUntilAPersonResumes()
    {
        await using var world = await StartAsync(new SampleRun(Package: SamplePackage.Regression()));
        var rollout = await world.StartRolloutAsync(2, new RolloutPlan([new RolloutStep(50)],
            [new RolloutCheck(RolloutMetric.ScorePsi, RolloutOperator.Less, 0.25, WindowMinutes: 30, MinRows: 50, OnFail: RolloutFailure.Pause)]));
        await world.PredictManyAsync(400);
        await WriteLogAsync(world);

        await world.LookAsync();

        var paused = await world.FindRolloutAsync(rollout.Id);
        Assert.Equal((RolloutState.Paused, 50.0), (paused.State, paused.Weight));
        await Control(world).ResumeAsync(world.Approver, "churn", rollout.Id, "Known.", Token);
        Assert.Equal((RolloutState.Running, 1), await StateAsync(world, rollout.Id));
        await Control(world).PromoteAsync(world.Approver, "churn", rollout.Id, "The units changed.", Token);
        Assert.Equal((RolloutState.Completed, 1), await StateAsync(world, rollout.Id));
        Assert.Equal(Stage.Production, await StageOfAsync(world, 2));
    }

    [Fact]
    public async Task ApproveAsync_RequestWithARollout_StartsItInsteadOfMoving()
    {
        await using var world = await StartAsync();
        var request = await world.Requests.OpenAsync(world.Analyst, RegistryWorld.Model, 2, Stage.Production, "Better.", Token, TwoSteps);

        await world.Decisions.ApproveAsync(world.Approver, request, null, "Fine.", Token);

        var settings = await world.Workbench.Get<EndpointCatalog>().GetSettingsAsync(world.Analyst, "churn", Token);
        Assert.Equal([(1, 90.0), (2, 10.0)], settings.Routes.Select(route => (route.Version, route.Weight)));
        Assert.Equal((RolloutState.Running, request), (settings.Rollout!.State, settings.Rollout.RequestId));
        Assert.Equal(Stage.None, await StageOfAsync(world, 2));
    }

    [Fact]
    public async Task RollBackAsync_WhileARolloutRuns_AbortsIt()
    {
        await using var world = await StartAsync();
        await world.PromoteNewAsync();
        var rollout = await world.StartRolloutAsync(2, TwoSteps);

        await world.Workbench.Get<ProductionRollback>().RollBackAsync(world.Approver, RegistryWorld.Model, "Complaints.", Token);

        var ended = await world.FindRolloutAsync(rollout.Id);
        Assert.Equal(RolloutState.Aborted, ended.State);
        Assert.Contains("moved", ended.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AbortAsync_ByAnOperator_TakesTheVersionOff()
    {
        await using var world = await StartAsync();
        var rollout = await world.StartRolloutAsync(2, TwoSteps);
        var operators = await SamplePeople.AddAsync(world.Workbench.Services, "olga", UserRole.Operator);

        await Control(world).AbortAsync(operators, "churn", rollout.Id, "Too slow.", Token);

        Assert.Equal("olga: Too slow.", (await world.FindRolloutAsync(rollout.Id)).Reason);
        Assert.All((await world.PredictManyAsync(50)).Predictions, prediction => Assert.Equal(1, prediction.Version));
        Assert.Equal("rollout_ended", await CodeAsync(() => Control(world).AbortAsync(operators, "churn", rollout.Id, "Again.", Token)));
    }

    [Fact]
    public async Task StartAsync_ByWhoRegisteredOrAsked_IsRefusedAndLeavesNothing()
    {
        await using var world = await StartAsync();
        var both = await SamplePeople.AddAsync(world.Workbench.Services, "carl", UserRole.Approver);
        await world.Requests.OpenAsync(both, RegistryWorld.Model, 2, Stage.Production, "Mine.", Token);

        Assert.Equal("self_approval", await CodeAsync(() => Control(world).StartAsync(both, "churn", 2, TwoSteps, null, "Fine.", Token)));
        Assert.Equal("forbidden", await CodeAsync(() => Control(world).StartAsync(world.Analyst, "churn", 2, TwoSteps, null, "Fine.", Token)));

        await using var db = await world.OpenDatabaseAsync();
        Assert.Equal((0, 1), (await db.Rollouts.CountAsync(Token), await db.EndpointRoutes.CountAsync(Token)));
    }

    [Fact]
    public async Task StartAsync_SecondRolloutOrEmptyProduction_IsRefused()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.RegisterAsync();
        Assert.Equal("rollout_without_champion", await CodeAsync(() => world.StartRolloutAsync(1, TwoSteps)));
        await world.PromoteNewAsync();
        await world.StartRolloutAsync(1, TwoSteps);
        await world.RegisterAsync();

        Assert.Equal("rollout_running", await CodeAsync(() => world.StartRolloutAsync(3, TwoSteps)));
        Assert.Equal("not_found", await CodeAsync(() => world.StartRolloutAsync(9, TwoSteps)));
    }

    public static TheoryData<RolloutPlan> UnusablePlans =>
    [
        new RolloutPlan([]),
        new RolloutPlan([new RolloutStep(0)]),
        new RolloutPlan([new RolloutStep(101)]),
        new RolloutPlan([new RolloutStep(double.NaN)]),
        new RolloutPlan([new RolloutStep(50), new RolloutStep(50)]),
        new RolloutPlan([new RolloutStep(50, Minutes: -1)]),
        new RolloutPlan([new RolloutStep(50, MinRows: -1)]),
        new RolloutPlan([.. Enumerable.Range(1, 21).Select(weight => new RolloutStep(weight))]),
        new RolloutPlan([new RolloutStep(50)], [new RolloutCheck(RolloutMetric.ErrorRate, RolloutOperator.Less, double.NaN)]),
        new RolloutPlan([new RolloutStep(50)], [new RolloutCheck(RolloutMetric.ErrorRate, RolloutOperator.Less, 1, WindowMinutes: 0)]),
        new RolloutPlan([new RolloutStep(50)], [new RolloutCheck(RolloutMetric.ErrorRate, RolloutOperator.Less, 1, MinRows: 0)]),
    ];

    [Theory]
    [MemberData(nameof(UnusablePlans))]
    public void Check_PlanThatCannotBeFollowed_IsRefused(RolloutPlan plan) =>
        Assert.Equal("rollout_invalid", Assert.Throws<WorkbenchException>(plan.Check).Code);

    /// <summary>Version 1 in Production, and version 2 registered.</summary>
    private static async Task<RegistryWorld> StartAsync(SampleRun? second = null)
    {
        var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        await world.RegisterAsync(second);
        return world;
    }

    private static RolloutControl Control(RegistryWorld world) => world.Workbench.Get<RolloutControl>();

    private static async Task<(RolloutState State, int Step)> StateAsync(RegistryWorld world, Guid id) =>
        await world.FindRolloutAsync(id) is var rollout ? (rollout.State, rollout.Step) : default;

    private static async Task<Stage> StageOfAsync(RegistryWorld world, int version) => (await world.StagesAsync())[version];

    private static async Task WriteLogAsync(RegistryWorld world)
    {
        var writer = world.Workbench.Get<PredictionLogWriter>();
        await writer.StartAsync(Token);
        await Until.TrueAsync(
            async () => await world.Workbench.CountLogAsync() >= 400, Token, () => world.Workbench.Clock.Advance(TimeSpan.FromMilliseconds(300)));
    }

    private static async Task<string> CodeAsync(Func<Task> act) => (await Assert.ThrowsAsync<WorkbenchException>(act)).Code;
}
