using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Home;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Monitoring;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Reports;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Lists;

/// <summary>A search takes the wildcards of SQL literally, in every list.</summary>
public sealed class ListSearchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListAsync_SearchedForWildcards_FindsNoneOfTheNamesWithoutThem()
    {
        await using var world = await RegistryWorld.StartAsync();
        var bench = world.Workbench;
        var sample = new SampleModel(bench.Services);
        await sample.PlantAsync(bench.Admin);
        await bench.Get<ReportSharing>().ShareRunAsync(bench.Admin, sample.RunId, new ReportRequest("Churn in May"), Cancellation);
        await world.AskAsync(await world.PromoteNewAsync(), Stage.Archived);
        await bench.Get<RecipeEditor>().CreateAsync(world.Analyst, new RecipeDraft("plain", new RecipeDefinition([new LogDefinition("age")]), SampleModel.Dataset), Cancellation);
        await bench.Get<DriftChecks>().StartAsync(world.Analyst, RegistryWorld.Model, new DriftCheckRequest(SampleModel.Dataset), Cancellation);
        await bench.Get<ApiTokens>().IssueAsync(bench.Admin, new TokenOrder("nightly"), Cancellation);
        var lists = new Dictionary<string, Func<ListQuery, Task<int>>>
        {
            ["datasets"] = async query => (await bench.Get<DatasetCatalog>().ListAsync(bench.Admin, query, archived: true, Cancellation)).Total,
            ["recipes"] = async query => (await bench.Get<RecipeCatalog>().ListAsync(bench.Admin, query, Cancellation)).Total,
            ["experiments"] = async query => (await bench.Get<ExperimentCatalog>().ListAsync(bench.Admin, query, null, Cancellation)).Total,
            ["models"] = async query => (await bench.Get<ModelCatalog>().ListAsync(bench.Admin, query, Cancellation)).Total,
            ["requests"] = async query => (await bench.Get<TransitionRequestCatalog>().ListAsync(bench.Admin, query, null, Cancellation)).Total,
            ["endpoints"] = async query => (await bench.Get<EndpointCatalog>().ListAsync(bench.Admin, query, Cancellation)).Total,
            ["monitored models"] = async query => (await bench.Get<MonitoringCatalog>().ListAsync(bench.Admin, query, Cancellation)).Total,
            ["reports"] = async query => (await bench.Get<ReportCatalog>().ListAsync(bench.Admin, query, Cancellation)).Total,
            ["jobs"] = async query => (await bench.Get<JobCatalog>().ListAsync(bench.Admin, query, null, Cancellation)).Total,
            ["users"] = async query => (await bench.Get<AccessCatalog>().ListUsersAsync(bench.Admin, query, Cancellation)).Total,
            ["tokens"] = async query => (await bench.Get<AccessCatalog>().ListTokensAsync(bench.Admin, query, everybody: true, Cancellation)).Total,
            ["audit entries"] = async query => (await bench.Get<AuditTrail>().ListAsync(bench.Admin, new AuditQuery(query.Search), query, Cancellation)).Total,
            ["jump targets"] = async query => (await bench.Get<JumpCatalog>().FindAsync(bench.Admin, query.Search ?? "churn", Cancellation)).Count,
        };
        foreach (var (name, count) in lists)
        {
            Assert.True(await count(new ListQuery()) > 0, $"There are no {name} to search.");
            Assert.True(await count(new ListQuery("%")) == 0, $"'%' finds {name}.");
            Assert.True(await count(new ListQuery("____")) == 0, $"'____' finds {name}.");
        }
    }
}
