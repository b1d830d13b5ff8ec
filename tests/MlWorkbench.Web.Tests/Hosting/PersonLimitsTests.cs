using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;
using MlWorkbench.Web.Access;
using MlWorkbench.Web.Tests.Accessibility;
using MlWorkbench.Web.Tests.Journey;
using static Microsoft.Playwright.Assertions;

namespace MlWorkbench.Web.Tests.Hosting;

public sealed class PersonLimitsTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>A Viewer requests an analysis of each column by GET, which starts a job per column.</summary>
    [Fact]
    public async Task Analyses_OneForEachColumnByGet_AreRefusedAboveTheLimit()
    {
        await using var server = await WorkbenchServer.StartAsync("--Limits:Jobs=0");
        await SamplePeople.AddAsync(server.Services, "vic", UserRole.Viewer);
        using var viewer = await server.CreateClientAsync("vic");
        using var file = new StringContent("a,b,c\n1,2,3\n2,3,4\n3,4,5\n", Encoding.UTF8, "text/csv");
        Assert.Equal(HttpStatusCode.Created, (await server.Admin.PostAsync("/api/v1/datasets/wide/versions", file, Now)).StatusCode);

        foreach (var column in new[] { "a", "b", "c" })
        {
            using var answer = await viewer.GetAsync($"/api/v1/datasets/wide/versions/1/target-rates?target={column}", Now);

            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Now);
            Assert.Equal("limit_reached", problem.GetProperty("code").GetString());
            Assert.Contains("Limits:Jobs", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Limits_OfMine_NameEachSettingWithMyUse()
    {
        await using var server = await WorkbenchServer.StartAsync("--Limits:StorageBytes=1000");
        using var file = new StringContent(new string('1', 2_000), Encoding.UTF8, "text/csv");
        using var refused = await server.Admin.PostAsync("/api/v1/datasets/large/versions", file, Now);

        var limits = await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/me/limits", Now);

        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
        Assert.Equal("storage_limit", (await refused.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("code").GetString());
        Assert.Equal(
            ["Limits:Experiments", "Limits:BudgetSeconds", "Limits:Jobs", "Limits:Uploads", "Limits:StorageBytes", "Limits:Pages"],
            limits.EnumerateArray().Select(limit => limit.GetProperty("key").GetString()));
        Assert.Equal(1_000, limits[4].GetProperty("limit").GetDouble());
    }

    [Fact]
    public void Add_MorePagesThanMayBeOpen_IsRefusedUntilOneCloses()
    {
        var pages = new OpenPages(Options.Create(new LimitOptions { Pages = 2, PagesInTotal = 3 }));
        var (ann, ben) = (Person(), Person());
        pages.Add(ann);
        pages.Add(ann);

        var tooManyOfHers = Assert.Throws<WorkbenchException>(() => pages.Add(ann));
        pages.Add(ben);
        var tooManyOfAll = Assert.Throws<WorkbenchException>(() => pages.Add(ben));
        pages.Remove(ann);
        pages.Add(ben);

        Assert.Contains("Limits:Pages.", tooManyOfHers.Message, StringComparison.Ordinal);
        Assert.Contains("Limits:PagesInTotal.", tooManyOfAll.Message, StringComparison.Ordinal);
        Assert.Equal(3, pages.Total);
    }

    [BrowserFact]
    public async Task Pages_MoreThanOnePersonMayOpen_SaySoUntilOneIsClosed()
    {
        await using var server = await WorkbenchServer.StartAsync("--Limits:Pages=2");
        List<string> complaints = [];
        await using var browser = await Browser.StartAsync();
        var first = await browser.OpenAsync(server.Url, complaints);
        await first.GotoAsync("/sign-in");
        await first.FillAsync("input[type=email]", WorkbenchServer.AdminEmail);
        await first.FillAsync("input[type=password]", WorkbenchServer.AdminPassword);
        await first.ClickAsync("button[type=submit]");
        await first.GotoAsync("/account");
        await Expect(first.GetByText("Limits:Experiments")).ToBeVisibleAsync();
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync("/models");
        await Expect(second.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Models");

        var third = await first.Context.NewPageAsync();
        var refused = await third.GotoAsync("/models");
        Assert.Equal(429, refused!.Status);
        await Expect(third.GetByText("You have 2 pages open")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindViolationsAsync(third, onlyColours: false));

        await second.CloseAsync();
        await UntilNoneAsync(async () =>
        {
            await third.ReloadAsync();
            return await third.GetByText("You have 2 pages open").CountAsync();
        });
    }

    private static ClaimsPrincipal Person() => new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString())], "test"));

    /// <summary>Retries until the count is 0.</summary>
    private static async Task UntilNoneAsync(Func<Task<int>> count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await count() > 0)
        {
            await Task.Delay(200, patience.Token);
        }
    }
}
