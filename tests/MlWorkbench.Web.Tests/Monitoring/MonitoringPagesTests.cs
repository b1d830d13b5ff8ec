using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;

namespace MlWorkbench.Web.Tests.Monitoring;

public sealed class MonitoringPagesTests
{
    [BrowserFact]
    public async Task DriftPage_CheckOfANewerVersion_ShowsVerdictColumnsAndDistributions()
    {
        await using var server = await WorkbenchServer.StartAsync();
        var sample = new SampleModel(server.Services);
        await sample.PlantAsync(Actor.System);
        await sample.PlantVersionAsync(Actor.System, SampleModel.Dataset, 2, SampleModel.Customers(900, older: 12));
        await using var browser = await Browser.StartAsync();
        List<string> complaints = [];
        var page = await browser.OpenAsync(server.Url, complaints);
        await SignInAsync(page);

        await page.GotoAsync("/monitor");
        await page.ClickAsync("text=churn");
        await page.ClickAsync(".mlw-page-actions >> text=Check drift");
        await page.ClickAsync(".mud-dialog >> text=Check drift >> nth=-1");
        await page.WaitForSelectorAsync("text=The dataset has drifted: 1 of 2 columns (age)");
        await page.WaitForSelectorAsync(".mlw-drift-feature .main-svg");
        await page.WaitForSelectorAsync("text=churned · target");
        await page.WaitForSelectorAsync("text=An earlier release wrote the model's package without the distribution of its predictions.");
        await page.ClickAsync(".mlw-table >> text=plan");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("feature=plan"));
        await page.WaitForSelectorAsync("text=plan has not drifted");
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("text=plan has not drifted");
        await page.WaitForSelectorAsync(".mlw-drift-feature .main-svg");

        Assert.Empty(complaints);
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name='Form.Email']", WorkbenchServer.AdminEmail);
        await page.FillAsync("[name='Form.Password']", WorkbenchServer.AdminPassword);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForSelectorAsync(".mlw-frame");
    }
}
