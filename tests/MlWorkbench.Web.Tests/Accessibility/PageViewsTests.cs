using System.Reflection;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Web.Hosting;

namespace MlWorkbench.Web.Tests.Accessibility;

public sealed class PageViewsTests
{
    [Fact]
    public void EveryPage_OfTheSite_HasAView()
    {
        var pages = typeof(WorkbenchHost).Assembly.GetTypes().Where(type => type.GetCustomAttributes<RouteAttribute>().Any()).ToList();

        var missing = pages.Except(PageViews.All.Select(view => view.Page)).Select(page => page!.Name);

        Assert.True(pages.Count > 20);
        Assert.True(!missing.Any(), $"Add a row to PageViews for {string.Join(", ", missing)}, with content.");
    }
}
