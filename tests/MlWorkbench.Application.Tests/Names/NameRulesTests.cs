using System.Text;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Reports;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Names;

public sealed class NameRulesTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Ada\u200B", "U+200B")]
    [InlineData("A\u3164da", "U+3164")]
    [InlineData("\u202Eada", "U+202E")]
    [InlineData("a\u2066b\u2069", "U+2066")]
    [InlineData("a\u00ADb", "U+00AD")]
    [InlineData("a\u00A0b", "U+00A0")]
    [InlineData("a\u0007b", "U+0007")]
    [InlineData("a\nb", "U+000A")]
    [InlineData("a\uFE0Fb", "U+FE0F")]
    [InlineData("a\u2800b", "U+2800")]
    [InlineData("a\uE000b", "U+E000")]
    [InlineData("a\U000E0041b", "U+E0041")]
    [InlineData("\u0301a", "U+0301")]
    [InlineData("\u0421ustomers", "Cyrillic and Latin")]
    [InlineData("sales \u03BFld", "Greek and Latin")]
    [InlineData("\u0430\u03B1", "Cyrillic and Greek")]
    public void Require_NameThatHidesSomething_SaysWhat(string name, string what)
    {
        var refusal = Assert.Throws<WorkbenchException>(() => NameRules.Require(name, "person", 100));

        Assert.Equal((ErrorKind.Invalid, "name_invalid"), (refusal.Kind, refusal.Code));
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(refusal.Message, character => character is '\u200B' or '\u3164' or '\u202E' or '\u2066' or '\u2069');
    }

    [Theory]
    [InlineData("Ada Lovelace")]
    [InlineData("Zoë O'Brien-Müller")]
    [InlineData("Анна Петрова")]
    [InlineData("Νίκος")]
    [InlineData("東京 data")]
    [InlineData("נועה")]
    [InlineData("Анна Smith")]
    [InlineData("β_1")]
    public void Require_NameThatCanBeRead_IsKept(string name) => Assert.Equal(name, NameRules.Require($"  {name} ", "person", 100));

    [Fact]
    public void Require_RunsOfSpaces_BecomeOne() => Assert.Equal("a b", NameRules.Require("a   b", "person", 100));

    [Theory]
    [InlineData("Ada", "ADA")]
    [InlineData("Bill", "BiIl")]
    [InlineData("v0", "vo")]
    [InlineData("Ada", "\uFF21da")]
    [InlineData("coco", "\u0441\u043E\u0441\u043E")]
    [InlineData("ANNA", "\u0391\u039D\u039D\u0391")]
    [InlineData("Zo\u00EB", "Zoe\u0308")]
    [InlineData("\u0412\u0435\u043D\u0430", "\u0432\u0435\u043D\u0430")]
    [InlineData("\u039D\u03AF\u03BA\u03BF\u03C2", "\u03BD\u03AF\u03BA\u03BF\u03C2")]
    public void AreAlike_NamesThatReadTheSame_AreAlike(string one, string other) => Assert.True(NameRules.AreAlike(one, other));

    [Theory]
    [InlineData("Kai", "Kal")]
    [InlineData("fail", "fall")]
    [InlineData("modern", "modem")]
    [InlineData("churn", "churn-2")]
    [InlineData("Jose", "Jos\u00E9")]
    [InlineData("\u0410\u043D\u043D\u0430", "Anna")]
    public void AreAlike_NamesThatReadDifferently_AreNot(string one, string other) => Assert.False(NameRules.AreAlike(one, other));

    [Theory]
    [InlineData("\u0441\u043E\u0441\u043E", "name_taken")]
    [InlineData("c\u043Eco", "name_invalid")]
    [InlineData("coco\u200B", "name_invalid")]
    [InlineData("c\u3164oco", "name_invalid")]
    public async Task Verbs_NameThatLooksLikeAnother_IsRefusedWhateverItNames(string name, string code)
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var admin = workbench.Admin;
        await workbench.Get<DatasetImporter>().ImportAsync(admin, "coco", "coco.csv", Csv("a\n1\n"), DatasetImportOptions.Inferred, Now);
        await workbench.Get<RecipeEditor>().CreateAsync(admin, new RecipeDraft("coco", Steps), Now);
        var run = await new SampleRuns(workbench.Services).PlantAsync(admin, new SampleRun());
        await workbench.Get<ModelRegistration>().RegisterAsync(admin, "coco", run, null, Now);
        await workbench.Get<ModelAliases>().SetAsync(admin, "coco", "coco", 1, Now);
        await SamplePeople.AddAsync(workbench.Services, "coco", UserRole.Viewer);

        Assert.EndsWith(code, await RefusalAsync(() => workbench.Get<DatasetImporter>().ImportAsync(admin, name, "x.csv", Csv("a\n2\n"), DatasetImportOptions.Inferred, Now)), StringComparison.Ordinal);
        Assert.EndsWith(code, await RefusalAsync(() => workbench.Get<RecipeEditor>().CreateAsync(admin, new RecipeDraft(name, Steps), Now)), StringComparison.Ordinal);
        Assert.EndsWith(code, await RefusalAsync(() => workbench.Get<ModelRegistration>().RegisterAsync(admin, name, run, null, Now)), StringComparison.Ordinal);
        Assert.EndsWith(code, await RefusalAsync(() => workbench.Get<ModelAliases>().SetAsync(admin, "coco", name, 1, Now)), StringComparison.Ordinal);
        Assert.EndsWith(code, await RefusalAsync(() => workbench.Get<UserEditor>().CreateAsync(admin, "other@example.org", name, UserRole.Viewer, null, Now)), StringComparison.Ordinal);
        Assert.EndsWith(code, await RefusalAsync(() => workbench.Get<OwnAccount>().RenameAsync(admin, name, Now)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_NameThatLooksLikeAnother_IsRefusedBeforeTheFileIsRead()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await workbench.Get<DatasetImporter>().ImportAsync(workbench.Admin, "Bill", "x.csv", Csv("a\n1\n"), DatasetImportOptions.Inferred, Now);
        var file = Csv("a\n2\n");

        var code = await RefusalAsync(() => workbench.Get<DatasetImporter>().ImportAsync(workbench.Admin, "BiIl", "x.csv", file, DatasetImportOptions.Inferred, Now));

        Assert.Equal(("name_taken", 0L), (code, file.Position));
    }

    [Fact]
    public async Task IssueAsync_TokenNameThatHidesSomething_IsRefused()
    {
        await using var workbench = await TestWorkbench.StartAsync();

        Assert.Equal("name_invalid", await RefusalAsync(() => workbench.Get<ApiTokens>().IssueAsync(workbench.Admin, new TokenOrder("Scoring\u200B"), Now)));
    }

    [Theory]
    [InlineData("c\u043Eco")]
    [InlineData("coco\u200B")]
    [InlineData("co\nco")]
    [InlineData("\u202Ecoco")]
    public async Task Verbs_NameOfAnExperimentOrAReportThatHidesSomething_IsRefused(string name)
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = new SampleModel(workbench.Services);
        await sample.PlantAsync(workbench.Admin);
        await workbench.Get<DatasetImporter>().ImportAsync(workbench.Admin, "toy", "toy.csv", Csv("x,label\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 7},{(row % 2 == 0 ? "yes" : "no")}\n"))), DatasetImportOptions.Inferred, Now);
        var request = new ExperimentRequest("toy", null, new ExperimentSpec { Target = "label", BudgetSeconds = 5 }, Name: name);

        Assert.Equal("name_invalid", await RefusalAsync(() => workbench.Get<ExperimentLauncher>().LaunchAsync(workbench.Admin, request, Now)));
        Assert.Equal("title_invalid", await RefusalAsync(() => workbench.Get<ReportSharing>().ShareRunAsync(workbench.Admin, sample.RunId, new ReportRequest(name), Now)));
        Assert.Equal("title_invalid", await RefusalAsync(() => workbench.Get<ReportSharing>().ShareVersionAsync(workbench.Admin, SampleModel.Model, 1, new ReportRequest(name), Now)));
    }

    [Fact]
    public async Task LaunchAsync_WithoutAName_ShowsWhatTheTargetsNameHides()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await workbench.Get<DatasetImporter>().ImportAsync(workbench.Admin, "toy", "toy.csv", Csv("x,la\u202Ebel\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 7},{(row % 2 == 0 ? "yes" : "no")}\n"))), DatasetImportOptions.Inferred, Now);

        await workbench.Get<ExperimentLauncher>().LaunchAsync(workbench.Admin, new ExperimentRequest("toy", null, new ExperimentSpec
        {
            Target = "la\u202Ebel",
            BudgetSeconds = 5,
        }), Now);

        Assert.Equal("Predict laU+202Ebel", Assert.Single((await workbench.Get<ExperimentCatalog>().ListAsync(workbench.Admin, new ListQuery(), null, Now)).Items).Name);
    }

    [Theory]
    [InlineData("MlWorkbench")]
    [InlineData("ML Workbench")]
    [InlineData("mlworkbench support")]
    [InlineData("ben@example.org")]
    public async Task RenameAsync_NameOfTheProductOrAnAddress_IsRefused(string name)
    {
        await using var workbench = await TestWorkbench.StartAsync();

        Assert.Equal("name_invalid", await RefusalAsync(() => workbench.Get<OwnAccount>().RenameAsync(workbench.Admin, name, Now)));
    }

    [Fact]
    public async Task CreateAsync_TwoPeopleWithTheSameStartOfTheirAddresses_GetDifferentNames()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        foreach (var email in new[] { "ben@example.org", "ben@example.com", "mlworkbench@example.org" })
        {
            await workbench.Get<UserEditor>().CreateAsync(workbench.Admin, email, "", UserRole.Viewer, null, Now);
        }

        var names = (await workbench.Get<AccessCatalog>().ListUsersAsync(workbench.Admin, new ListQuery(), Now)).Items.Select(user => user.Name);

        Assert.Equal(["Ada", "ben", "ben@example.com", "mlworkbench@example.org"], names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("b\u0435n@example.org")]
    [InlineData("ben\u200B@example.org")]
    public async Task CreateAsync_AddressWithOtherLetters_IsRefused(string email)
    {
        await using var workbench = await TestWorkbench.StartAsync();

        Assert.Equal("email_invalid", await RefusalAsync(() => workbench.Get<UserEditor>().CreateAsync(workbench.Admin, email, "Ben", UserRole.Viewer, null, Now)));
    }

    private static RecipeDefinition Steps => new([new LogDefinition("a")]);

    private static MemoryStream Csv(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<string> RefusalAsync(Func<Task> verb) => (await Assert.ThrowsAsync<WorkbenchException>(verb)).Code;
}
