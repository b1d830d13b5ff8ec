using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Home;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Recipes;

public sealed class RecipeEditorTests : IAsyncLifetime
{
    private static readonly RecipeDefinition Logs = new([new LogDefinition("Amount"), new OneHotDefinition("Housing")]);
    private static readonly RecipeDefinition Bins = new([new BinDefinition("Age")]);

    private TestWorkbench _workbench = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RecipeEditor Editor => _workbench.Get<RecipeEditor>();

    private RecipeCatalog Catalog => _workbench.Get<RecipeCatalog>();

    public async ValueTask InitializeAsync()
    {
        _workbench = await TestWorkbench.StartAsync();
        await using var file = File.OpenRead(SampleData.GermanCredit);
        await _workbench.Get<DatasetImporter>().ImportAsync(_workbench.Admin, "credit", "german-credit.csv", file, new DatasetImportOptions
        {
        }, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _workbench.DisposeAsync();

    [Fact]
    public async Task GetAsync_TellsWhoMayDelete_AndTheVerbAgrees()
    {
        var ann = await SamplePeople.AddAsync(_workbench.Services, "ann", UserRole.Analyst);
        var ben = await SamplePeople.AddAsync(_workbench.Services, "ben", UserRole.Analyst);
        var vic = await SamplePeople.AddAsync(_workbench.Services, "vic", UserRole.Viewer);
        await Editor.CreateAsync(ann, new RecipeDraft("hers", Logs), Cancellation);
        await Editor.CreateAsync(ann, new RecipeDraft("shared", Logs), Cancellation);
        await Editor.SaveAsync(ben, "shared", Bins, null, Cancellation);
        var readOnly = ann with { Scopes = new HashSet<Permission> { Permission.Read } };

        foreach (var (actor, name, may) in new[] { (ann, "hers", true), (ben, "hers", false), (vic, "hers", false), (readOnly, "hers", false), (ann, "shared", false), (_workbench.Admin, "shared", true) })
        {
            Assert.Equal(may, (await Catalog.GetAsync(actor, name, Cancellation)).MayDelete);
            if (!may)
            {
                Assert.Equal(ErrorKind.Forbidden, (await Assert.ThrowsAsync<WorkbenchException>(() => Editor.DeleteAsync(actor, name, Cancellation))).Kind);
            }
        }

        await Editor.DeleteAsync(ann, "hers", Cancellation);
        await Editor.DeleteAsync(_workbench.Admin, "shared", Cancellation);
    }

    [Fact]
    public async Task SaveAsync_OtherSteps_MakesAVersionAndKeepsTheOldOne()
    {
        var first = await Editor.CreateAsync(_workbench.Admin, new RecipeDraft(" prepare ", Logs, "credit", "Our usual steps", "start"), Cancellation);
        var second = await Editor.SaveAsync(_workbench.Admin, "Prepare", Bins, "bins", Cancellation);
        var same = await Editor.SaveAsync(_workbench.Admin, "prepare", Bins, "again", Cancellation);

        Assert.Equal(("prepare", 1, true), (first.Name, first.Version, first.IsNew));
        Assert.Equal((2, true), (second.Version, second.IsNew));
        Assert.Equal((2, false), (same.Version, same.IsNew));
        var details = await Catalog.GetAsync(_workbench.Admin, "prepare", Cancellation);
        Assert.Equal([2, 1], details.Versions.Select(version => version.Version));
        Assert.Equal(("bins", 1, RecipeJson.Digest(Bins)), (details.Versions[0].Comment, details.Versions[0].Steps, details.Versions[0].Digest));
        Assert.Equal(RecipeJson.Write(Logs), RecipeJson.Write((await Catalog.GetVersionAsync(_workbench.Admin, new RecipeReference("prepare", 1), Cancellation)).Definition));
        Assert.Equal(2, (await Catalog.GetVersionAsync(_workbench.Admin, new RecipeReference("prepare"), Cancellation)).Version);
        var listed = Assert.Single((await Catalog.ListAsync(_workbench.Admin, new ListQuery("CRED", "experiments"), Cancellation)).Items);
        Assert.Equal(("prepare", "credit", 2, 1, 0), (listed.Name, listed.Dataset, listed.Version, listed.Steps, listed.Experiments));
        Assert.Equal(JumpKind.Recipe, Assert.Single(await _workbench.Get<JumpCatalog>().FindAsync(_workbench.Admin, "PREP", Cancellation)).Kind);
        var audit = await _workbench.Get<AuditTrail>().ListAsync(_workbench.Admin, new AuditQuery(Subject: "recipe"), new ListQuery(Limit: 10), Cancellation);
        Assert.Equal(["recipe.saved", "recipe.created"], audit.Items.Select(entry => entry.Action));
    }

    [Fact]
    public async Task CreateAsync_Unusable_IsRefusedAndLeavesNothing()
    {
        await Editor.CreateAsync(_workbench.Admin, new RecipeDraft("taken", Logs), Cancellation);
        await RefusedAsync("name_invalid", new RecipeDraft("a/b", Logs));
        await RefusedAsync("name_invalid", new RecipeDraft("a:2", Logs));
        await RefusedAsync("recipe_empty", new RecipeDraft("none", new RecipeDefinition([])));
        await RefusedAsync("recipe_exists", new RecipeDraft("TAKEN", Logs));
        await RefusedAsync("recipe_column_missing", new RecipeDraft("wages", new RecipeDefinition([new LogDefinition("wage")]), "credit"));
        await RefusedAsync("not_found", new RecipeDraft("other", Logs, "nothing"));
        Assert.Equal("forbidden", (await Assert.ThrowsAsync<WorkbenchException>(() => Editor.CreateAsync(_workbench.Admin with { Role = UserRole.Viewer }, new RecipeDraft("mine", Logs), Cancellation))).Code);

        Assert.Equal(1, (await Catalog.ListAsync(_workbench.Admin, new ListQuery(), Cancellation)).Total);

        async Task RefusedAsync(string code, RecipeDraft draft)
        {
            var refusal = await Assert.ThrowsAnyAsync<Exception>(() => Editor.CreateAsync(_workbench.Admin, draft, Cancellation));
            Assert.Equal(code, refusal is WorkbenchException workbench ? workbench.Code : Assert.IsType<EngineException>(refusal).Code);
        }
    }

    [Fact]
    public async Task DeleteAsync_WhileAnExperimentUsesIt_IsRefused()
    {
        await Editor.CreateAsync(_workbench.Admin, new RecipeDraft("used", Logs), Cancellation);
        await Editor.CreateAsync(_workbench.Admin, new RecipeDraft("free", Logs), Cancellation);
        var id = await _workbench.Get<ExperimentLauncher>().LaunchAsync(
            _workbench.Admin, new ExperimentRequest("credit", null, new ExperimentSpec { Target = "Class" }, "Credit risk", new RecipeReference("used")), Cancellation);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => Editor.DeleteAsync(_workbench.Admin, "used", Cancellation));
        await Editor.DeleteAsync(_workbench.Admin, "free", Cancellation);

        Assert.Equal(("recipe_in_use", ErrorKind.Conflict), (refusal.Code, refusal.Kind));
        Assert.Contains("Credit risk", refusal.Message, StringComparison.Ordinal);
        var left = Assert.Single((await Catalog.ListAsync(_workbench.Admin, new ListQuery(), Cancellation)).Items);
        Assert.Equal(("used", 1), (left.Name, left.Experiments));
        var experiment = await _workbench.Get<ExperimentCatalog>().GetAsync(_workbench.Admin, id, Cancellation);
        Assert.Equal(new RecipeReference("used", 1), experiment.Recipe);
        Assert.Equal(RecipeJson.Write(Logs), RecipeJson.Write(experiment.Spec.Recipe!));
    }

    [Theory]
    [InlineData("used", "Class", "recipe_column_missing")]
    [InlineData("target", "Class", "recipe_reads_target")]
    [InlineData("nothing", "Class", "recipe_unknown")]
    [InlineData("used:7", "Class", "recipe_unknown")]
    public async Task LaunchAsync_RecipeThatDoesNotFit_IsRefused(string recipe, string target, string code)
    {
        await Editor.CreateAsync(_workbench.Admin, new RecipeDraft("used", new RecipeDefinition([new LogDefinition("wage")])), Cancellation);
        await Editor.CreateAsync(_workbench.Admin, new RecipeDraft("target", new RecipeDefinition([new OneHotDefinition("Class")])), Cancellation);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => _workbench.Get<ExperimentLauncher>().LaunchAsync(
            _workbench.Admin, new ExperimentRequest("credit", null, new ExperimentSpec { Target = target }, null, RecipeReference.Parse(recipe)), Cancellation));

        Assert.Equal(code, refusal is WorkbenchException workbench ? workbench.Code : Assert.IsType<EngineException>(refusal).Code);
        Assert.Equal(0, _workbench.Queue.Count);
    }

    [Fact]
    public async Task PreviewAsync_FirstRows_ShowsWhatChanges()
    {
        var preview = await _workbench.Get<RecipePreviews>().PreviewAsync(_workbench.Admin, "credit", null, Logs, "Class", 5, Cancellation);

        Assert.Empty(preview.Issues);
        Assert.Equal(1_000, preview.FittedRows);
        var amount = preview.Columns.Single(column => column.Name == "Amount");
        Assert.Equal((PreviewState.Changed, 1, 5), (amount.State, amount.Step, amount.After!.Count));
        Assert.Contains(preview.Columns, column => column is { State: PreviewState.New, Step: 2 });
    }
}
