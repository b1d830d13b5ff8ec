using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Registry;

public sealed class TransitionTests
{
    private static CancellationToken Token => RegistryWorld.Token;

    [Fact]
    public async Task OpenAsync_SecondVersion_FreezesTheComparisonWithProduction()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(new SampleRun(Auc: 0.80, Segments: [("basic", 200, 0.82, 0.02), ("plus", 200, 0.75, 0.02)]));
        var candidate = await world.RegisterAsync(new SampleRun(Auc: 0.86, Segments: [("basic", 200, 0.70, 0.02), ("plus", 200, 0.90, 0.02)]));

        var request = await world.Inbox.FindAsync(world.Approver, await world.AskAsync(candidate), Token);

        var evidence = request.Evidence;
        Assert.Equal((2, 1), (evidence.Candidate.Number, evidence.Champion!.Number));
        Assert.Equal(ComparisonOutcome.Better, evidence.Metrics[0].Outcome);
        Assert.Equal(["basic", "plus"], evidence.Segments.Select(segment => segment.Level));
        Assert.Equal(ComparisonOutcome.Worse, evidence.Segments[0].Outcome);
        Assert.StartsWith("Wins overall, loses in plan = basic", EvidenceText.VerdictOf(evidence), StringComparison.Ordinal);
        Assert.Equal(["testEvaluation", "beatsBaseline", "notWorseThanProduction", "segmentsNotWorse", "compatibleSignature"], evidence.Gates.Select(gate => gate.Name));
        Assert.Equal(["segmentsNotWorse"], evidence.Gates.Where(gate => !gate.Passed).Select(gate => gate.Name));
        Assert.Empty(request.BlockingGates);
        Assert.Null(request.StaleReason);
        Assert.Null(request.DecisionRefusal);
    }

    [Fact]
    public async Task OpenAsync_SameAgain_IsRefused()
    {
        await using var world = await RegistryWorld.StartAsync();
        var version = await world.RegisterAsync();
        await world.AskAsync(version);

        Assert.Equal("already_requested", (await Assert.ThrowsAsync<WorkbenchException>(() => world.AskAsync(version))).Code);
    }

    [Fact]
    public async Task OpenAsync_TransitionThatTheTableHasNot_IsRefused()
    {
        await using var world = await RegistryWorld.StartAsync();
        var version = await world.PromoteNewAsync();

        Assert.Equal("stage_not_allowed", (await Assert.ThrowsAsync<WorkbenchException>(() => world.AskAsync(version, Stage.Staging))).Code);
    }

    [Fact]
    public async Task OpenAsync_WithoutComment_IsRefused()
    {
        await using var world = await RegistryWorld.StartAsync();
        var version = await world.RegisterAsync();

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => world.Requests.OpenAsync(world.Analyst, RegistryWorld.Model, version, Stage.Production, " ", Token));

        Assert.Equal("comment_missing", refusal.Code);
    }

    [Fact]
    public async Task ApproveAsync_SecondVersion_ArchivesTheFirstInOneGo()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        await world.PromoteNewAsync(new SampleRun(Package: SamplePackage.Binary(ageWeight: -0.7)));

        Assert.Equal(new Dictionary<int, Stage> { [1] = Stage.Archived, [2] = Stage.Production }, await world.StagesAsync());
        var history = await world.Catalog.HistoryAsync(world.Analyst, RegistryWorld.Model, Token);
        var first = history.Single(tenure => tenure is { Version: 1, Stage: Stage.Production });
        var second = history.Single(tenure => tenure is { Version: 2, Stage: Stage.Production });
        Assert.Equal(first.Until, second.Since);
        Assert.Null(second.Until);
        Assert.Equal(("ben", "anna"), (second.By, second.RequestedBy));
        await using var db = await world.OpenDatabaseAsync();
        Assert.Equal(2, await db.AuditEntries.CountAsync(entry => entry.Action == "transition.approved", Token));
        Assert.Equal(3, await db.AuditEntries.CountAsync(entry => entry.Action == "stage.changed", Token));
    }

    [Fact]
    public async Task ApproveAsync_OwnRequest_IsRefusedAndChangesNothing()
    {
        await using var world = await RegistryWorld.StartAsync();
        var version = await world.RegisterAsync();
        var id = await world.Requests.OpenAsync(world.Approver, RegistryWorld.Model, version, Stage.Production, "Mine.", Token);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => world.Decisions.ApproveAsync(world.Approver, id, null, null, Token));

        Assert.Equal("self_approval", refusal.Code);
        Assert.Equal(Stage.None, (await world.StagesAsync())[version]);
        Assert.Contains("another person must decide", (await world.Inbox.FindAsync(world.Approver, id, Token)).DecisionRefusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApproveAsync_OwnRequestInSingleUserWorkbench_IsDoneAndRecorded()
    {
        await using var world = await RegistryWorld.StartAsync(singleUser: true);
        var version = await world.RegisterAsync();
        var id = await world.Requests.OpenAsync(world.Approver, RegistryWorld.Model, version, Stage.Production, "Mine.", Token);

        await world.Decisions.ApproveAsync(world.Approver, id, null, null, Token);

        Assert.Equal(Stage.Production, (await world.StagesAsync())[version]);
        Assert.True((await world.Inbox.FindAsync(world.Approver, id, Token)).SelfApproved);
        await using var db = await world.OpenDatabaseAsync();
        Assert.Contains("single user", (await db.AuditEntries.SingleAsync(entry => entry.Action == "transition.approved", Token)).Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApproveAsync_RoleTakenAwaySinceSignIn_IsForbidden()
    {
        await using var world = await RegistryWorld.StartAsync();
        var id = await world.AskAsync(await world.RegisterAsync());
        await using (var db = await world.OpenDatabaseAsync())
        {
            await db.Users.Where(user => user.Id == world.Approver.UserId).ExecuteUpdateAsync(set => set.SetProperty(user => user.Role, UserRole.Viewer), Token);
        }

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => world.Decisions.ApproveAsync(world.Approver, id, null, null, Token));

        Assert.Equal(ErrorKind.Forbidden, refusal.Kind);
    }

    [Fact]
    public async Task ApproveAsync_Analyst_IsForbidden()
    {
        await using var world = await RegistryWorld.StartAsync();
        var other = await SamplePeople.AddAsync(world.Workbench.Services, "olga", UserRole.Analyst);
        var id = await world.AskAsync(await world.RegisterAsync());

        Assert.Equal(ErrorKind.Forbidden, (await Assert.ThrowsAsync<WorkbenchException>(() => world.Decisions.ApproveAsync(other, id, null, null, Token))).Kind);
    }

    [Fact]
    public async Task ApproveAsync_SameRequestInParallel_ExactlyOneWins()
    {
        await using var world = await RegistryWorld.StartAsync();
        var id = await world.AskAsync(await world.RegisterAsync());
        var others = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => SamplePeople.AddAsync(world.Workbench.Services, $"approver{i}", UserRole.Approver)));

        var outcomes = await Task.WhenAll(others.Select(approver => Task.Run(() => TryAsync(() => world.Decisions.ApproveAsync(approver, id, null, null, Token)))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.Where(outcome => outcome is not null), outcome => Assert.Equal("already_decided", outcome));
        await using var db = await world.OpenDatabaseAsync();
        Assert.Equal(1, await db.StageTransitions.CountAsync(Token));
    }

    [Fact]
    public async Task ApproveAsync_TwoCandidatesInParallel_ExactlyOneGetsToProduction()
    {
        await using var world = await RegistryWorld.StartAsync();
        Guid[] requests =
        [
            await world.AskAsync(await world.RegisterAsync()),
            await world.AskAsync(await world.RegisterAsync(new SampleRun(Package: SamplePackage.Binary(ageWeight: -0.5)))),
        ];

        var outcomes = await Task.WhenAll(requests.Select(id => Task.Run(() => TryAsync(() => world.Decisions.ApproveAsync(world.Approver, id, null, null, Token)))));

        Assert.Equal([null, "evidence_stale"], outcomes.Order(StringComparer.Ordinal));
        Assert.Single((await world.StagesAsync()).Values, stage => stage == Stage.Production);
    }

    [Fact]
    public async Task Database_SecondVersionInProduction_IsRefusedByTheIndex()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        var second = await world.RegisterAsync();
        await using var db = await world.OpenDatabaseAsync();

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.ModelVersions.Where(version => version.Number == second).ExecuteUpdateAsync(set => set.SetProperty(version => version.Stage, Stage.Production), Token));
    }

    [Fact]
    public async Task ApproveAsync_ProductionMovedSince_IsRefusedUntilTheEvidenceIsFresh()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        var candidate = await world.RegisterAsync(new SampleRun(Auc: 0.82));
        var id = await world.AskAsync(candidate);
        await world.PromoteNewAsync(new SampleRun(Auc: 0.81));

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => world.Decisions.ApproveAsync(world.Approver, id, null, null, Token));
        Assert.Equal("evidence_stale", refusal.Code);
        Assert.Contains("version 3", (await world.Inbox.FindAsync(world.Approver, id, Token)).StaleReason, StringComparison.Ordinal);

        await world.Requests.RefreshEvidenceAsync(world.Approver, id, Token);
        var fresh = await world.Inbox.FindAsync(world.Approver, id, Token);
        Assert.Null(fresh.StaleReason);
        Assert.Equal(3, fresh.Evidence.Champion!.Number);
        Assert.Contains("Refreshed the evidence", Assert.Single(fresh.Remarks).Text, StringComparison.Ordinal);
        await world.Decisions.ApproveAsync(world.Approver, id, null, null, Token);
        Assert.Equal(Stage.Production, (await world.StagesAsync())[candidate]);
    }

    [Fact]
    public async Task ApproveAsync_FailedBlockingGate_NeedsAReasonThatIsKept()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(new SampleRun(Auc: 0.90));
        var candidate = await world.RegisterAsync(new SampleRun(Auc: 0.70));
        var id = await world.AskAsync(candidate);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => world.Decisions.ApproveAsync(world.Approver, id, "ok", null, Token));
        Assert.Equal("gates_failed", refusal.Code);
        Assert.Contains("not worse than production", refusal.Message, StringComparison.Ordinal);

        await world.Decisions.ApproveAsync(world.Approver, id, "ok", "The old one must go for legal reasons.", Token);
        Assert.Equal("The old one must go for legal reasons.", (await world.Inbox.FindAsync(world.Analyst, id, Token)).OverrideReason);
        Assert.Equal(Stage.Production, (await world.StagesAsync())[candidate]);
    }

    [Fact]
    public async Task ApproveAsync_ColumnThatCallersDoNotSend_Blocks()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        var candidate = await world.RegisterAsync(new SampleRun(Auc: 0.9, Package: SamplePackage.Binary(withJoined: true)));

        var request = await world.Inbox.FindAsync(world.Approver, await world.AskAsync(candidate), Token);

        Assert.Equal(["compatibleSignature"], request.BlockingGates.Select(gate => gate.Name));
        var sentence = Assert.Single(request.Evidence.SignatureChanges).Sentence;
        Assert.Equal(("column_added", "joined"), (sentence.Code, sentence.Values["column"]));
    }

    [Fact]
    public async Task RejectAsync_WithComment_ClosesTheRequest()
    {
        await using var world = await RegistryWorld.StartAsync();
        var version = await world.RegisterAsync();
        var id = await world.AskAsync(version);

        Assert.Equal("comment_missing", (await Assert.ThrowsAsync<WorkbenchException>(() => world.Decisions.RejectAsync(world.Approver, id, "", Token))).Code);
        await world.Decisions.RejectAsync(world.Approver, id, "Too few rows in the family plan.", Token);

        var request = await world.Inbox.FindAsync(world.Analyst, id, Token);
        Assert.Equal((TransitionRequestState.Rejected, "ben", "Too few rows in the family plan."), (request.Request.State, request.Request.DecidedBy, request.DecisionComment));
        Assert.Equal("already_decided", await TryAsync(() => world.Decisions.ApproveAsync(world.Approver, id, null, null, Token)));
        await world.AskAsync(version);
    }

    [Fact]
    public async Task WithdrawAsync_SomebodyElsesRequest_IsForAdministratorsOnly()
    {
        await using var world = await RegistryWorld.StartAsync();
        var id = await world.AskAsync(await world.RegisterAsync());

        Assert.Equal("not_requester", await TryAsync(() => world.Decisions.WithdrawAsync(world.Approver, id, null, Token)));
        await world.Decisions.WithdrawAsync(world.Workbench.Admin, id, "Cleaning up.", Token);

        Assert.Equal(TransitionRequestState.Withdrawn, (await world.Inbox.FindAsync(world.Analyst, id, Token)).Request.State);
    }

    [Fact]
    public async Task ListAsync_Inbox_ShowsOpenOnesFirstAndSearches()
    {
        await using var world = await RegistryWorld.StartAsync();
        var first = await world.AskAsync(await world.RegisterAsync());
        world.Workbench.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await world.AskAsync(await world.RegisterAsync(new SampleRun(Package: SamplePackage.Binary(ageWeight: -0.5))), Stage.Staging);
        await world.Decisions.RejectAsync(world.Approver, second, "No.", Token);

        var all = await world.Inbox.ListAsync(world.Analyst, new ListQuery(), null, Token);
        var none = await world.Inbox.ListAsync(world.Analyst, new ListQuery("nobody"), null, Token);

        Assert.Equal([first, second], all.Items.Select(item => item.Id));
        Assert.Equal(0, none.Total);
        Assert.Equal((1, 0), (await world.Inbox.CountToDecideAsync(world.Approver, Token), await world.Inbox.CountToDecideAsync(world.Analyst, Token)));
    }

    [Fact]
    public async Task RollBackAsync_AfterTwoPromotions_GoesBackStepByStep()
    {
        await using var world = await RegistryWorld.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await world.PromoteNewAsync(new SampleRun(Package: SamplePackage.Binary(ageWeight: -0.1 * i)));
        }

        var rollback = world.Workbench.Get<ProductionRollback>();
        Assert.Equal(2, (await world.Catalog.FindAsync(world.Analyst, RegistryWorld.Model, Token)).RollbackTo);
        world.Workbench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await rollback.RollBackAsync(world.Approver, RegistryWorld.Model, "Complaints.", Token)).Version);
        world.Workbench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await rollback.RollBackAsync(world.Approver, RegistryWorld.Model, "More complaints.", Token)).Version);

        Assert.Equal(new Dictionary<int, Stage> { [1] = Stage.Production, [2] = Stage.Archived, [3] = Stage.Archived }, await world.StagesAsync());
        Assert.Equal("no_previous_version", await TryAsync(() => rollback.RollBackAsync(world.Approver, RegistryWorld.Model, "Again.", Token)));
        var now = (await world.Catalog.HistoryAsync(world.Analyst, RegistryWorld.Model, Token)).Single(tenure => tenure is { Stage: Stage.Production, Until: null });
        Assert.Equal((1, true, "More complaints."), (now.Version, now.Rollback, now.Comment));
    }

    [Fact]
    public async Task RollBackAsync_ClockGoesBackwards_StillBringsThePreviousVersionBack()
    {
        await using var world = await RegistryWorld.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await world.PromoteNewAsync(new SampleRun(Package: SamplePackage.Binary(ageWeight: -0.1 * i)));
            world.Workbench.Clock.AdjustTime(world.Workbench.Clock.GetUtcNow() - TimeSpan.FromHours(2));
        }

        var rollback = world.Workbench.Get<ProductionRollback>();
        Assert.Equal(2, (await rollback.RollBackAsync(world.Approver, RegistryWorld.Model, "Complaints.", Token)).Version);
        Assert.Equal(new Dictionary<int, Stage> { [1] = Stage.Archived, [2] = Stage.Production, [3] = Stage.Archived }, await world.StagesAsync());
        Assert.Equal(1, (await rollback.RollBackAsync(world.Approver, RegistryWorld.Model, "More complaints.", Token)).Version);
        Assert.Equal(new Dictionary<int, Stage> { [1] = Stage.Production, [2] = Stage.Archived, [3] = Stage.Archived }, await world.StagesAsync());

        var history = await world.Catalog.HistoryAsync(world.Analyst, RegistryWorld.Model, Token);
        Assert.Equal([1, 2, 2, 3, 3, 2, 2, 1, 1], history.Select(tenure => tenure.Version));
        Assert.All(history, tenure => Assert.True(tenure.Until is null || tenure.Until >= tenure.Since));
        Assert.Equal(2, (await world.Catalog.FindAsync(world.Analyst, RegistryWorld.Model, Token)).Board.Single(lane => lane.Stage == Stage.Archived).Newest!.Number);
    }

    [Fact]
    public async Task RollBackAsync_Analyst_IsForbidden()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();

        Assert.Equal("forbidden", await TryAsync(() => world.Workbench.Get<ProductionRollback>().RollBackAsync(world.Analyst, RegistryWorld.Model, "No right.", Token)));
    }

    private static async Task<string?> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (WorkbenchException refusal)
        {
            return refusal.Code;
        }
    }
}
