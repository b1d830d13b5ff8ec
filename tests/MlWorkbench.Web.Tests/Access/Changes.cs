using System.Net;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;
using static MlWorkbench.Application.Access.Permission;
using static MlWorkbench.Application.Access.UserRole;

namespace MlWorkbench.Web.Tests.Access;

/// <summary>The table of permissions: every operation of the API that changes something, with valid bodies on existing objects.</summary>
internal static class Changes
{
    private const string Own = "the caller's own";
    private const string Others = "another person's";

    private static readonly UserRole[] Nobody = [];
    private static readonly UserRole[] Everybody = [Viewer, Analyst, Approver, Operator, Admin];
    private static readonly UserRole[] Anybody = [Guest, .. Everybody];
    private static readonly UserRole[] Makers = [Analyst, Approver, Admin];
    private static readonly UserRole[] Deciders = [Approver, Admin];
    private static readonly UserRole[] Watchers = [Analyst, Approver, Operator, Admin];
    private static readonly UserRole[] Operators = [Operator, Admin];
    private static readonly UserRole[] Admins = [Admin];

    private static readonly object Steps = new[] { new { type = "log", column = "age" } };
    private static readonly object Rows = new { rows = new[] { new { age = 30, income = 2_000, plan = "basic" } } };

    private static readonly object Rules = new[] { new { name = "old", when = "outOfRange", column = "age", action = "flag" } };
    private static readonly object Yearly = new { dataset = SampleModel.Dataset, modelVersion = "1", schedule = "0 6 1 1 *", timeZone = "Europe/Berlin" };
    private static readonly object Records = new { dataframe_records = new[] { new { age = 30, income = 2_000, plan = "basic" } } };

    public static IReadOnlyList<Change> All { get; } =
    [
        new("POST /datasets/{name}/versions", "", Makers, [[ManageDatasets, Read]], (world, _) => About($"datasets/{world.NewName("upload")}/versions", "a,b\n1,x\n2,y\n")),
        new("PATCH /datasets/{name}", "", Makers, [[ManageDatasets, Read]], async (world, _) => new($"datasets/{await world.DatasetAsync(world.Other)}", new { description = "Text" })),
        new("PATCH /datasets/{name}/versions/{version:int}", "", Makers, [[ManageDatasets, Read]], async (world, _) => new($"datasets/{await world.DatasetAsync(world.Other)}/versions/1", new { description = "Text" })),
        new("DELETE /datasets/{name}", Own, Makers, [[ManageDatasets]], async (world, caller) => new($"datasets/{await world.DatasetAsync(caller)}")),
        new("DELETE /datasets/{name}", Others, Admins, [[ManageDatasets, Administer]], async (world, _) => new($"datasets/{await world.DatasetAsync(world.Other)}")),
        new("DELETE /datasets/{name}/versions/{version:int}", Own, Makers, [[ManageDatasets]], async (world, caller) => new($"datasets/{await world.DatasetAsync(caller, versions: 2)}/versions/1")),
        new("DELETE /datasets/{name}/versions/{version:int}", Others, Admins, [[ManageDatasets, Administer]], async (world, _) => new($"datasets/{await world.DatasetAsync(world.Other, versions: 2)}/versions/1")),
        new("POST /datasets/{name}/versions/{version:int}/derive", "", Makers, [[ManageDatasets, Read]], async (world, _) => new($"datasets/{await world.DatasetAsync(world.Other)}/versions/1/derive", new { into = world.NewName("derived"), filter = new[] { "b = x" } })),
        new("POST /datasets/{name}/versions/{version:int}/derive/preview", "", Everybody, [[Read]], async (world, _) => new($"datasets/{await world.DatasetAsync(world.Other)}/versions/1/derive/preview", new { filter = new[] { "b = x" } })),
        new("POST /datasets/{name}/versions/{version:int}/repeat", "", Makers, [[ManageDatasets, Read]], async (world, _) => new($"datasets/{await world.DerivedAsync()}/versions/1/repeat")),

        new("POST /recipes", "", Makers, [[RunExperiments]], (world, _) => About("recipes", new { name = world.NewName("recipe"), steps = Steps })),
        new("POST /recipes", "for a dataset", Makers, [[RunExperiments, Read]], (world, _) => About("recipes", new { name = world.NewName("recipe"), dataset = AccessWorld.Data, steps = Steps })),
        new("POST /recipes/validate", "", Everybody, [[Read]], (_, _) => About("recipes/validate", new { dataset = AccessWorld.Data, steps = Steps })),
        new("POST /recipes/preview", "", Everybody, [[Read]], (_, _) => About("recipes/preview", new { dataset = AccessWorld.Data, steps = Steps })),
        new("POST /recipes/{name}/versions", "", Makers, [[RunExperiments]], async (world, _) => new($"recipes/{await world.RecipeAsync(world.Other)}/versions", new { steps = new[] { new { type = "log", column = "income" } } })),
        new("DELETE /recipes/{name}", Own, Makers, [[RunExperiments]], async (world, caller) => new($"recipes/{await world.RecipeAsync(caller)}")),
        new("DELETE /recipes/{name}", Others, Admins, [[RunExperiments, Administer]], async (world, _) => new($"recipes/{await world.RecipeAsync(world.Other)}")),

        new("POST /experiments", "", Makers, [[RunExperiments, Read]], (_, _) => About("experiments", new { dataset = AccessWorld.Data, target = SampleModel.Target, budgetSeconds = 10 })),
        new("POST /experiments/{id:guid}/cancel", Own, [Analyst, Approver, Operator, Admin], [[RunExperiments], [Operate]], async (world, caller) => new($"experiments/{(await world.ExperimentAsync(caller, queued: true)).Experiment}/cancel")),
        new("POST /experiments/{id:guid}/cancel", Others, Operators, [[Operate]], async (world, _) => new($"experiments/{(await world.ExperimentAsync(world.Other, queued: true)).Experiment}/cancel")),
        new("POST /experiments/{id:guid}/extend", Own, Makers, [[RunExperiments]], async (world, caller) => new($"experiments/{(await world.ExperimentAsync(caller, queued: false)).Experiment}/extend", new { budgetSeconds = 10 })),
        new("POST /experiments/{id:guid}/extend", Others, Admins, [[RunExperiments, Administer]], async (world, _) => new($"experiments/{(await world.ExperimentAsync(world.Other, queued: false)).Experiment}/extend", new { budgetSeconds = 10 })),
        new("POST /jobs/{id:guid}/cancel", Own, [Analyst, Approver, Operator, Admin], [[RunExperiments], [Operate]], async (world, caller) => new($"jobs/{(await world.ExperimentAsync(caller, queued: true)).Job}/cancel")),
        new("POST /jobs/{id:guid}/cancel", Others, Operators, [[Operate]], async (world, _) => new($"jobs/{(await world.ExperimentAsync(world.Other, queued: true)).Job}/cancel")),

        new("POST /models/{name}/versions", "", Makers, [[ManageModels]], async (world, _) => new($"models/{world.NewName("model")}/versions", new { runId = await world.RunAsync() })),
        new("PUT /models/{name}/aliases/{alias}", "", Makers, [[ManageModels]], async (world, _) => new($"models/{await world.ModelAsync()}/aliases/weekly", new { version = 1 })),
        new("DELETE /models/{name}/aliases/{alias}", "", Makers, [[ManageModels]], async (world, _) => new($"models/{await world.AliasedAsync("weekly")}/aliases/weekly")),
        new("DELETE /models/{name}/aliases/{alias}", "a protected one", Admins, [[ManageModels, Administer]], async (world, _) => new($"models/{await world.ProductionAsync()}/aliases/champion")),
        new("PUT /models/{name}/protected-aliases/{alias}", "", Admins, [[Administer]], async (world, _) => new($"models/{await world.ModelAsync()}/protected-aliases/weekly")),
        new("DELETE /models/{name}/protected-aliases/{alias}", "", Admins, [[Administer]], async (world, _) => new($"models/{await world.ModelAsync()}/protected-aliases/champion")),
        new("POST /models/{name}/versions/{version:int}/transition-requests", "", Makers, [[ManageModels, Read]], async (world, _) => new($"models/{await world.ModelAsync()}/versions/1/transition-requests", new { stage = "Production", comment = "Please." })),
        new("POST /models/{name}/rollback", "", Deciders, [[Approve]], async (world, _) => new($"models/{await world.ProductionAsync(versions: 2)}/rollback", new { comment = "Complaints." })),
        new("POST /transition-requests/{id:guid}/approve", Own, Nobody, [], async (world, caller) => new($"transition-requests/{await world.RequestAsync(caller)}/approve", new { overrideReason = "Fine." })),
        new("POST /transition-requests/{id:guid}/approve", Others, Deciders, [[Approve]], async (world, _) => new($"transition-requests/{await world.RequestAsync(world.Other)}/approve", new { overrideReason = "Fine." })),
        new("POST /transition-requests/{id:guid}/reject", Own, Nobody, [], async (world, caller) => new($"transition-requests/{await world.RequestAsync(caller)}/reject", new { comment = "No." })),
        new("POST /transition-requests/{id:guid}/reject", Others, Deciders, [[Approve]], async (world, _) => new($"transition-requests/{await world.RequestAsync(world.Other)}/reject", new { comment = "No." })),
        new("POST /transition-requests/{id:guid}/withdraw", Own, Makers, [[ManageModels]], async (world, caller) => new($"transition-requests/{await world.RequestAsync(caller)}/withdraw")),
        new("POST /transition-requests/{id:guid}/withdraw", Others, Admins, [[ManageModels, Administer]], async (world, _) => new($"transition-requests/{await world.RequestAsync(world.Other)}/withdraw")),
        new("POST /transition-requests/{id:guid}/refresh", "", Makers, [[ManageModels, Read]], async (world, _) => new($"transition-requests/{await world.RequestAsync(world.Other)}/refresh")),
        new("POST /transition-requests/{id:guid}/comments", "", Makers, [[ManageModels]], async (world, _) => new($"transition-requests/{await world.RequestAsync(world.Other)}/comments", new { comment = "Why now?" })),

        new("POST /models/{name}/predict", "", Watchers, [[Predict]], async (world, _) => new($"models/{await world.ProductionAsync()}/predict", Rows)),
        new("POST /models/{name}/versions/{version}/predict", "", Watchers, [[Predict]], async (world, _) => new($"models/{await world.ModelAsync()}/versions/1/predict", Rows)),
        new("POST /endpoints", "", Operators, [[Operate]], async (world, _) => new("endpoints", new { name = world.NewName("endpoint"), model = await world.ModelAsync() })),
        new("POST /endpoints/{name}/predict", "", Watchers, [[Predict]], async (world, _) => new($"endpoints/{await world.ProductionAsync()}/predict", Rows)),
        new("PUT /endpoints/{name}/shadows/{version:int}", "", Operators, [[Operate, Read]], async (world, _) => new($"endpoints/{await world.ProductionAsync(versions: 2)}/shadows/1", new { samplePercent = 10 })),
        new("DELETE /endpoints/{name}/shadows/{version:int}", "", Operators, [[Operate]], async (world, _) => new($"endpoints/{await world.ShadowedAsync()}/shadows/1")),
        new("POST /endpoints/{name}/rollouts", "", Deciders, [[Approve, Read]], async (world, _) => new($"endpoints/{await world.ProductionAsync(versions: 2)}/rollouts", new { version = 1, steps = new[] { new { weight = 10, minutes = 60 } }, overrideReason = "Fine." })),
        new("POST /endpoints/{name}/rollouts/{id:guid}/pause", "", [Approver, Operator, Admin], [[Approve, Read], [Operate, Read]], async (world, _) => new($"{await world.RolloutAsync()}/pause")),
        new("POST /endpoints/{name}/rollouts/{id:guid}/resume", "", [Approver, Operator, Admin], [[Approve, Read], [Operate, Read]], async (world, _) => new($"{await world.RolloutAsync(paused: true)}/resume")),
        new("POST /endpoints/{name}/rollouts/{id:guid}/promote", "", Deciders, [[Approve, Read]], async (world, _) => new($"{await world.RolloutAsync()}/promote", new { comment = "Now." })),
        new("POST /endpoints/{name}/rollouts/{id:guid}/abort", "", [Approver, Operator, Admin], [[Approve, Read], [Operate, Read]], async (world, _) => new($"{await world.RolloutAsync()}/abort", new { comment = "Stop." })),
        new("PUT /endpoints/{name}/humility-rules", "", Operators, [[Operate]], async (world, _) => new($"endpoints/{await world.ProductionAsync()}/humility-rules", Rules)),
        new("POST /endpoints/{name}/humility-rules/simulate", "", Everybody, [[Read]], async (world, _) => new($"endpoints/{await world.ProductionAsync()}/humility-rules/simulate", Rules)),
        new("POST /endpoints/{name}/predictions/export", "", Makers, [[ManageDatasets, Read]], async (world, _) => new($"endpoints/{await world.LoggedAsync()}/predictions/export", new { from = "2000-01-01T00:00:00Z", to = "2100-01-01T00:00:00Z", dataset = world.NewName("exported") }), Settle: (world, answer) => world.UntilImportedAsync(answer)),
        new("DELETE /endpoints/{name}/predictions", "", Operators, [[Operate]], async (world, _) => new($"endpoints/{await world.ModelAsync()}/predictions?entityId=anna")),
        new("POST /models/{name}/invocations", "", Watchers, [[Predict]], async (world, _) => new($"models/{await world.ProductionAsync()}/invocations", Records)),
        new("POST /endpoints/{name}/invocations", "", Watchers, [[Predict]], async (world, _) => new($"endpoints/{await world.ProductionAsync()}/invocations", Records)),
        new("POST /endpoints/{name}/predict-stream", "", Watchers, [[Predict]], async (world, _) => new($"endpoints/{await world.ProductionAsync()}/predict-stream")),
        new("PUT /endpoints/{name}/limits", "", Operators, [[Operate, Read]], async (world, _) => new($"endpoints/{await world.ModelAsync()}/limits", new { rows = 100 })),
        new("PUT /endpoints/{name}/log", "", Operators, [[Operate]], async (world, _) => new($"endpoints/{await world.ModelAsync()}/log", new { whenFull = "wait", retentionDays = 30 })),
        new("POST /models/{name}/batch-predictions", "of a dataset", Watchers, [[Predict, Read]], (_, _) => About($"models/{SampleModel.Model}/batch-predictions", new { dataset = SampleModel.Dataset, modelVersion = "1" })),
        new("POST /models/{name}/batch-predictions", "of a file", Watchers, [[Predict]], (_, _) => About($"models/{SampleModel.Model}/batch-predictions?modelVersion=1", "age,income,plan\n30,2000,basic\n")),
        new("POST /models/{name}/batch-predictions", "into a dataset", Makers, [[Predict, Read, ManageDatasets]], (world, _) => About($"models/{SampleModel.Model}/batch-predictions", new { dataset = SampleModel.Dataset, modelVersion = "1", output = new { dataset = world.NewName("scored") } }), Settle: (world, answer) => world.UntilScoredAsync(answer)),
        new("POST /models/{name}/batch-predictions", "of logged predictions", Watchers, [[Predict, Read]], (_, _) => About($"models/{SampleModel.Model}/batch-predictions", new { log = new { from = "2026-01-01T00:00:00Z" }, modelVersion = "1" })),
        new("POST /batch-predictions/{id:guid}/cancel", Own, [Analyst, Approver, Operator, Admin], [[RunExperiments], [Operate]], async (world, caller) => new($"batch-predictions/{await new SampleBatches(world.Server.Services).PlantQueuedAsync(caller)}/cancel")),
        new("POST /batch-predictions/{id:guid}/cancel", Others, Operators, [[Operate]], async (world, _) => new($"batch-predictions/{await new SampleBatches(world.Server.Services).PlantQueuedAsync(world.Other)}/cancel")),
        new("POST /models/{name}/batch-schedules", "", Watchers, [[Predict, Read]], (_, _) => About($"models/{SampleModel.Model}/batch-schedules", Yearly)),
        new("POST /models/{name}/batch-schedules", "into a dataset", Makers, [[Predict, Read, ManageDatasets]], (_, _) => About($"models/{SampleModel.Model}/batch-schedules", new { dataset = SampleModel.Dataset, modelVersion = "1", schedule = "0 6 1 1 *", output = new { dataset = "yearly" } })),
        new("PUT /models/{name}/batch-schedules/{id:guid}", Own, Watchers, [[Predict, Read]], async (world, caller) => new(await world.ScheduleAsync(caller), Yearly)),
        new("PUT /models/{name}/batch-schedules/{id:guid}", Others, Operators, [[Predict, Read, Operate]], async (world, _) => new(await world.ScheduleAsync(world.Other), Yearly)),
        new("DELETE /models/{name}/batch-schedules/{id:guid}", Own, Watchers, [[Predict]], async (world, caller) => new(await world.ScheduleAsync(caller))),
        new("DELETE /models/{name}/batch-schedules/{id:guid}", Others, Operators, [[Predict, Operate]], async (world, _) => new(await world.ScheduleAsync(world.Other))),
        new("POST /models/{name}/drift-checks", "", Watchers, [[Permission.Monitor]], async (world, _) => new($"models/{await world.ModelAsync()}/drift-checks", new { dataset = AccessWorld.Data })),

        new("POST /runs/{id:guid}/reports", "", Makers, [[Share]], (world, _) => About($"runs/{world.JudgedRun}/reports")),
        new("POST /models/{name}/versions/{version:int}/reports", "", Makers, [[Share]], (_, _) => About($"models/{SampleModel.Model}/versions/1/reports")),
        new("DELETE /reports/{id:guid}", Own, Makers, [[Share]], async (world, caller) => new($"reports/{await world.ReportAsync(caller)}")),
        new("DELETE /reports/{id:guid}", Others, Admins, [[Share, Administer]], async (world, _) => new($"reports/{await world.ReportAsync(world.Other)}")),

        new("POST /backups", "", Admins, [[Administer]], (_, _) => About("backups"), NeedsFile: true),
        new("POST /backups/{name}/verify", "", Admins, [[Administer]], (world, _) => About($"backups/{world.Backup}/verify"), NeedsFile: true),

        new("POST /sample", "", Makers, [[ManageDatasets, RunExperiments, ManageModels, Permission.Monitor]], (_, _) => About("sample")),

        new("POST /projects", "", Admins, [[Administer, Read]], (world, _) => About("projects", new { name = world.NewName("project") })),
        new("PATCH /projects/{project}", "", Admins, [[Administer, Read]], async (world, _) => new($"projects/{await world.ProjectAsync()}", new { title = "Card fraud" })),
        new("PUT /projects/{project}/members/{userId:guid}", "", Admins, [[Administer, Read]], async (world, _) => new($"projects/{await world.ProjectAsync()}/members/{(await world.PersonAsync()).UserId}", new { role = "Analyst" })),
        new("DELETE /projects/{project}/members/{userId:guid}", "", Admins, [[Administer]], async (world, _) => new(await world.MemberAsync())),

        new("POST /users", "", Admins, [[Administer]], (world, _) => About("users", new { email = $"{world.NewName("new")}@example.org", role = "Viewer" })),
        new("PATCH /users/{id:guid}", "", Admins, [[Administer]], async (world, _) => new($"users/{(await world.PersonAsync()).UserId}", new { role = "Operator" })),
        new("POST /users/{id:guid}/invite", "", Admins, [[Administer]], async (world, _) => new($"users/{(await world.PersonAsync()).UserId}/invite")),
        new("POST /tokens", Own, Anybody, [], (world, _) => About("tokens", new { name = world.NewName("token") })),
        new("POST /tokens", Others, Admins, [], (world, _) => About("tokens", new { name = world.NewName("token"), userId = world.Other.UserId })),
        new("DELETE /tokens/{id:guid}", Own, Anybody, [], async (world, caller) => new($"tokens/{await world.TokenAsync(caller)}")),
        new("DELETE /tokens/{id:guid}", Others, Admins, [], async (world, _) => new($"tokens/{await world.TokenAsync(world.Other)}"), HttpStatusCode.NotFound),
    ];

    private static Task<Call> About(string path, object? body = null) => Task.FromResult(new Call(path, body));
}
