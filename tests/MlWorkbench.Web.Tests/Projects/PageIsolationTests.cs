using MlWorkbench.Web.Tests.Accessibility;
using MlWorkbench.Web.Tests.Journey;

namespace MlWorkbench.Web.Tests.Projects;

/// <summary>Every page with content, opened at the same address of another project, by an administrator whose role limits nothing.</summary>
[Collection<AccessiblePages>]
public sealed class PageIsolationTests(AccessibleWorld world)
{
    /// <summary>Rooms of pages that show objects of a project.</summary>
    private static readonly string[] Rooms = ["Datasets", "Recipes", "Experiments", "Registry", "Serving", "Monitoring", "Reports", "Jobs"];

    /// <summary>Lists say that they are empty. Pages of an object say that it does not exist.</summary>
    private static readonly string[] Nothing = [".mlw-content .mlw-empty", ".mlw-content .mlw-upload-intro", ".mlw-content .mlw-error"];

    [BrowserFact]
    public async Task Page_AtAnAddressOfAnotherProject_ShowsNothing()
    {
        var views = PageViews.All.Where(view => view.Page is { } page && Rooms.Contains(page.Namespace!.Split('.')[2]) && !Nothing.Any(selector => selector.EndsWith(view.Shows, StringComparison.Ordinal)));
        var failures = new List<string>();

        foreach (var (address, view) in views.Select(view => (Address: view.Url(world), View: view)).DistinctBy(row => (row.Address, row.View.Shows)))
        {
            await world.Page.GotoAsync($"/p/{AccessibleWorld.Project}{address}");
            try
            {
                await world.Page.Locator(string.Join(", ", Nothing)).First.WaitForAsync(new() { Timeout = 15_000 });
            }
            catch (TimeoutException)
            {
                failures.Add($"{address} says neither that it is empty nor that the object does not exist");
            }

            if (await world.Page.Locator(view.Shows).CountAsync() > 0)
            {
                failures.Add($"{address} shows {view.Shows}");
            }
        }

        Assert.Empty(failures);
    }
}
