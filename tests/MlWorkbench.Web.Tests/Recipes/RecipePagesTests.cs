using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MlWorkbench.Web.Tests.Experiments;
using MlWorkbench.Web.Tests.Journey;

namespace MlWorkbench.Web.Tests.Recipes;

public sealed class RecipePagesTests
{
    [BrowserFact]
    public async Task Recipe_WrittenWithAPreview_IsSavedComparedAndChosen()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await new ExperimentClient(server.Admin).UploadCreditAsync();
        await using var browser = await Browser.StartAsync();
        List<string> complaints = [];
        var page = await browser.OpenAsync(server.Url, complaints);
        await page.GotoAsync("/sign-in?returnUrl=/recipes");
        await page.GetByLabel("E-mail").FillAsync(WorkbenchServer.AdminEmail);
        await page.GetByLabel("Password").FillAsync(WorkbenchServer.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No recipes yet")).ToBeVisibleAsync();
        await page.ClickAsync(".mlw-empty a:has-text('New recipe')");

        await page.SelectOptionAsync("#add-step", "Combine two columns");
        await Assertions.Expect(page.GetByText("Choose a column for the step.")).ToBeVisibleAsync();
        await page.GetByLabel("Left", new() { Exact = true }).SelectOptionAsync("Amount");
        await page.GetByLabel("Right", new() { Exact = true }).SelectOptionAsync("Duration");
        // The first row has 1,422 over 9 months.
        await Assertions.Expect(page.Locator("td.mlw-new").First).ToHaveTextAsync("158");
        await page.SelectOptionAsync("#add-step", "Clip outliers");
        await page.GetByLabel("Column", new() { Exact = true }).SelectOptionAsync("Age");
        await Assertions.Expect(page.Locator("th.mlw-changed")).ToContainTextAsync("Age");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save recipe" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("prepare");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save version 1" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/recipes/prepare"));
        await Assertions.Expect(page.GetByText("Version 1 (newest)")).ToHaveCountAsync(1);
        await page.GetByLabel("Move step 2 up").ClickAsync();
        // A button stays with its step when the order changes. The next click waits for the new order.
        await Assertions.Expect(page.Locator(".mlw-recipe-steps li").First).ToContainTextAsync("Clip Age");
        await page.GetByLabel("Remove step 2").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save new version" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save version 2" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare with version 2" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mlw-step-changes li.removed")).ToContainTextAsync("Amount / Duration");
        await page.GetByRole(AriaRole.Link, new() { Name = "New experiment" }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/experiments/new.*recipe=prepare"));
        await Assertions.Expect(page.Locator("#recipe")).ToHaveValueAsync("prepare:2");
        await page.ClickAsync(".mlw-target-list button:has(.mlw-target-name:text-is('Age'))");
        await Assertions.Expect(page.GetByText("Step 1 of the recipe: 'Age' is the target")).ToBeVisibleAsync();

        await page.GotoAsync("/recipes/prepare");
        await page.SelectOptionAsync("#add-step", "Combine two columns");
        await page.GetByLabel("Target of the preview").SelectOptionAsync("Class");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("target=Class"));
        await page.ClickAsync("nav a[href='data']");
        await page.ClickAsync(".mud-dialog >> text=Stay");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("not saved", new() { Exact = true })).ToBeVisibleAsync();
        await page.ClickAsync("nav a[href='data']");
        await page.ClickAsync(".mud-dialog button:has-text('Leave')");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/data$"));

        await page.GotoAsync("/experiments/new?recipe=prepare:x");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("'prepare:x' is not a recipe");
        Assert.Empty(complaints);
    }
}
