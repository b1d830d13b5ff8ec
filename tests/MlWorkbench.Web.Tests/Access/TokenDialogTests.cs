using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;

namespace MlWorkbench.Web.Tests.Access;

/// <summary>The dialog that creates a token, in a real browser.</summary>
public sealed class TokenDialogTests
{
    private const string Reads = "See datasets, experiments, models and reports";

    private static readonly string[] Operates = [Reads, "Predict with a model", "Check drift", "Stop other people's jobs, configure endpoints"];

    private readonly List<string> _complaints = [];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [BrowserFact]
    public async Task CreateToken_OfAnotherProject_OffersThePermissionsOfTheRoleThere()
    {
        await using var server = await WorkbenchServer.StartAsync();
        var person = await SamplePeople.AddAsync(server.Services, "vera", UserRole.Viewer);
        (await server.Admin.PostAsJsonAsync("/api/v1/projects", new { name = "fraud", title = "Card fraud" }, Now)).EnsureSuccessStatusCode();
        (await server.Admin.PutAsJsonAsync($"/api/v1/projects/fraud/members/{person.UserId}", new { role = "Operator" }, Now)).EnsureSuccessStatusCode();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Url, _complaints);
        await page.GotoAsync("/sign-in?returnUrl=/account");
        await page.GetByLabel("E-mail").FillAsync("vera@example.org");
        await page.GetByLabel("Password").FillAsync(SamplePeople.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        var offered = dialog.Locator("fieldset .mud-checkbox");

        await Assertions.Expect(offered).ToHaveTextAsync(Operates);
        await ChooseAsync(page, "Default project");
        await Assertions.Expect(offered).ToHaveTextAsync([Reads]);
        await ChooseAsync(page, "Card fraud");
        await Assertions.Expect(offered).ToHaveTextAsync(Operates);
        await ChooseAsync(page, "Default project");
        await dialog.GetByLabel("Purpose").FillAsync("Nightly report");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mlw-secret code")).ToBeVisibleAsync();

        // The permission to predict was chosen at first, and is not offered in this project.
        var token = Assert.Single(
            (await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/tokens?everybody=true", Now)).GetProperty("items").EnumerateArray(),
            token => token.GetProperty("name").GetString() == "Nightly report");
        Assert.Equal(["Read"], token.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
        Assert.Empty(_complaints);
    }

    private static async Task ChooseAsync(IPage page, string project)
    {
        await page.GetByRole(AriaRole.Dialog).Locator(".mud-select").Filter(new() { HasText = "Project" }).First.ClickAsync();
        await page.Locator(".mud-popover-open").GetByText(project, new() { Exact = true }).ClickAsync();
    }
}
