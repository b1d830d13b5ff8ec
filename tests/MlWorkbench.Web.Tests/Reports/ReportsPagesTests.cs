using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Reports;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;

namespace MlWorkbench.Web.Tests.Reports;

public sealed class ReportsPagesTests
{
    private const string Hostile = "</td><img src=x onerror=\"document.title='owned'\">";

    [BrowserFact]
    public async Task SharedReport_HostileNames_OpensQuietlyAndCanBeRevokedFromTheList()
    {
        await using var server = await WorkbenchServer.StartAsync();
        var sample = new SampleModel(server.Services);
        await sample.PlantAsync(Actor.System, plan: Hostile);
        var shared = await server.Services.GetRequiredService<ReportSharing>().ShareRunAsync(Actor.System, sample.RunId, new ReportRequest($"Churn {Hostile}"), TestContext.Current.CancellationToken);
        await using var browser = await Browser.StartAsync();
        List<string> complaints = [];
        var page = await browser.OpenAsync(server.Url, complaints);
        List<string> requests = [];
        page.Request += (_, request) => requests.Add(request.Url);

        await page.GotoAsync($"/share/{shared.Token}");
        Assert.Equal($"Churn {Hostile}", await page.TitleAsync());
        Assert.Equal(4, await page.Locator("figure").CountAsync());
        Assert.Single(requests);
        Assert.Empty(complaints);

        await page.GotoAsync("/sign-in?returnUrl=/reports");
        await page.FillAsync("[name='Form.Email']", WorkbenchServer.AdminEmail);
        await page.FillAsync("[name='Form.Password']", WorkbenchServer.AdminPassword);
        await page.ClickAsync("button[type=submit]");
        await page.ClickAsync("text=Revoke");
        await page.ClickAsync(".mud-dialog >> text=Revoke link");
        await page.WaitForSelectorAsync(".mlw-table >> text=Revoked");

        var gone = await page.GotoAsync($"/share/{shared.Token}");
        Assert.Equal(404, gone!.Status);
    }
}
