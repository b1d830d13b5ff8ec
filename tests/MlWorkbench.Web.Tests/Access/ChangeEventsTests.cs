using MlWorkbench.Application.Access;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Access;

/// <summary>Runs every change of the table <see cref="Changes"/>, and compares the events that it leaves. Each event has one audit entry.</summary>
public sealed class ChangeEventsTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    /// <summary>The kinds of the events that an operation leaves, in their order. None for an operation that only computes an answer.</summary>
    private static readonly Dictionary<string, string[]> Kinds = new(StringComparer.Ordinal)
    {
        ["POST /datasets/{name}/versions"] = ["dataset.versionCreated"],
        ["PATCH /datasets/{name}"] = ["dataset.changed"],
        ["PATCH /datasets/{name}/versions/{version:int}"] = ["dataset.versionChanged"],
        ["DELETE /datasets/{name}"] = ["dataset.deleted"],
        ["DELETE /datasets/{name}/versions/{version:int}"] = ["dataset.versionDeleted"],
        ["POST /datasets/{name}/versions/{version:int}/derive"] = ["dataset.versionCreated"],
        ["POST /datasets/{name}/versions/{version:int}/derive/preview"] = [],
        ["POST /datasets/{name}/versions/{version:int}/repeat"] = [], // The source did not change, so the version exists already.
        ["POST /recipes"] = ["recipe.created"],
        ["POST /recipes/validate"] = [],
        ["POST /recipes/preview"] = [],
        ["POST /recipes/{name}/versions"] = ["recipe.saved"],
        ["DELETE /recipes/{name}"] = ["recipe.deleted"],
        ["POST /experiments"] = ["experiment.started"],
        ["POST /experiments/{id:guid}/cancel"] = ["experiment.stopped"],
        ["POST /experiments/{id:guid}/extend"] = ["experiment.extended"],
        ["POST /jobs/{id:guid}/cancel"] = ["job.cancelRequested"],
        ["POST /models/{name}/versions"] = ["model.registered"],
        ["PUT /models/{name}/aliases/{alias}"] = ["alias.set"],
        ["DELETE /models/{name}/aliases/{alias}"] = ["alias.deleted"],
        ["PUT /models/{name}/protected-aliases/{alias}"] = ["alias.protected"],
        ["DELETE /models/{name}/protected-aliases/{alias}"] = ["alias.unprotected"],
        ["POST /models/{name}/versions/{version:int}/transition-requests"] = ["transition.requested"],
        ["POST /models/{name}/rollback"] = ["stage.changed", "stage.changed", "alias.set", "model.rolled_back"],
        ["POST /transition-requests/{id:guid}/approve"] = ["stage.changed", "alias.set", "transition.approved"],
        ["POST /transition-requests/{id:guid}/reject"] = ["transition.rejected"],
        ["POST /transition-requests/{id:guid}/withdraw"] = ["transition.withdrawn"],
        ["POST /transition-requests/{id:guid}/refresh"] = ["transition.evidence_refreshed"],
        ["POST /transition-requests/{id:guid}/comments"] = ["transition.commented"],
        ["POST /models/{name}/predict"] = [],
        ["POST /models/{name}/versions/{version}/predict"] = [],
        ["POST /endpoints"] = ["endpoint.created"],
        ["POST /endpoints/{name}/predict"] = [],
        ["PUT /endpoints/{name}/shadows/{version:int}"] = ["endpoint.shadow_set"],
        ["DELETE /endpoints/{name}/shadows/{version:int}"] = ["endpoint.shadow_removed"],
        ["POST /endpoints/{name}/rollouts"] = ["transition.requested", "rollout.started", "transition.approved"],
        ["POST /endpoints/{name}/rollouts/{id:guid}/pause"] = ["rollout.paused"],
        ["POST /endpoints/{name}/rollouts/{id:guid}/resume"] = ["rollout.resumed"],
        ["POST /endpoints/{name}/rollouts/{id:guid}/promote"] = ["stage.changed", "stage.changed", "alias.set", "rollout.completed"],
        ["POST /endpoints/{name}/rollouts/{id:guid}/abort"] = ["rollout.aborted"],
        ["PUT /endpoints/{name}/humility-rules"] = ["endpoint.humility_changed"],
        ["POST /endpoints/{name}/humility-rules/simulate"] = [],
        ["POST /endpoints/{name}/predictions/export"] = ["endpoint.export_started"],
        ["DELETE /endpoints/{name}/predictions"] = ["endpoint.predictions_erased"],
        ["POST /models/{name}/invocations"] = [],
        ["POST /endpoints/{name}/invocations"] = [],
        ["POST /endpoints/{name}/predict-stream"] = [],
        ["PUT /endpoints/{name}/limits"] = ["endpoint.limits_changed"],
        ["PUT /endpoints/{name}/log"] = ["endpoint.log_changed"],
        ["POST /models/{name}/batch-predictions"] = ["batch.started"],
        ["POST /models/{name}/batch-schedules"] = ["batch.scheduled"],
        ["PUT /models/{name}/batch-schedules/{id:guid}"] = ["batch.schedule_changed"],
        ["DELETE /models/{name}/batch-schedules/{id:guid}"] = ["batch.schedule_deleted"],
        ["POST /batch-predictions/{id:guid}/cancel"] = ["job.cancelRequested"],
        ["POST /models/{name}/drift-checks"] = ["drift.checked"],
        ["POST /runs/{id:guid}/reports"] = ["report.shared"],
        ["POST /models/{name}/versions/{version:int}/reports"] = ["report.shared"],
        ["DELETE /reports/{id:guid}"] = ["report.revoked"],
        ["POST /backups"] = ["backup.started"],
        ["POST /backups/{name}/verify"] = ["backup.checkStarted"],
        ["POST /sample"] = ["sample.loaded"],
        ["POST /projects"] = ["project.created"],
        ["PATCH /projects/{project}"] = ["project.renamed"],
        ["PUT /projects/{project}/members/{userId:guid}"] = ["project.memberSet"],
        ["DELETE /projects/{project}/members/{userId:guid}"] = ["project.memberRemoved"],
        ["POST /users"] = ["user.invited"],
        ["PATCH /users/{id:guid}"] = ["user.roleChanged"],
        ["POST /users/{id:guid}/invite"] = ["user.invited"],
        ["POST /tokens"] = ["token.issued"],
        ["DELETE /tokens/{id:guid}"] = ["token.revoked"],
    };

    public static TheoryData<string> Titles => [.. Changes.All
        .Where(change => change.Roles.Contains(UserRole.Admin) && !(change.NeedsFile && TestDatabase.IsPostgres))
        .Select(change => change.Title)];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public void EveryChange_HasItsEventsInTheTable() =>
        Assert.Equal(Changes.All.Select(change => change.Operation).Distinct().Order(StringComparer.Ordinal), Kinds.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task Change_ByAnAdministrator_LeavesItsEventsWithOneAuditEntryEach(string title)
    {
        var change = Changes.All.Single(candidate => candidate.Title == title);
        // A person of this test alone: nobody else's changes are counted.
        var person = await SamplePeople.AddAsync(world.Server.Services, world.NewName("doer"), UserRole.Admin);
        using var client = await world.ClientAsync(person);
        var call = await change.Arrange(world, person);
        var recorded = new RecordedEvents(world.Server.Services);
        var before = (await recorded.KindsAsync(person.UserId, Now)).Count;

        using var answer = await ChangeAccessTests.SendAsync(client, change, call);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Now));
        var kinds = (await recorded.KindsAsync(person.UserId, Now)).Skip(before).ToList();
        // The sample's job, and an import of scored rows, continue in the name of the person.
        Assert.Equal(Kinds[change.Operation], change.Operation == "POST /sample" || change.Settle is not null ? kinds.Take(1) : kinds);
        Assert.Equal(kinds, (await recorded.ActionsAsync(person.UserId, Now)).Skip(before).Take(kinds.Count));
    }
}
