using MlWorkbench.Application.Access;
using MudBlazor;

namespace MlWorkbench.Web.Components.Layout;

/// <summary>A destination in the rail, the jump palette and the keyboard shortcuts.</summary>
/// <param name="Key">The letter that opens it after <c>g</c>.</param>
internal sealed record NavItem(string Title, string Url, string Icon, char Key, Permission Permission = Permission.Read)
{
    /// <summary>Destinations in the order of the workflow.</summary>
    private static readonly NavItem[] All =
    [
        new("Home", WorkbenchUrls.Home, Icons.Material.Outlined.Home, 'h'),
        new("Data", WorkbenchUrls.Data, Icons.Material.Outlined.TableChart, 'd'),
        new("Recipes", WorkbenchUrls.Recipes, Icons.Material.Outlined.AutoFixHigh, 'c'),
        new("Experiments", WorkbenchUrls.Experiments, Icons.Material.Outlined.Science, 'e'),
        new("Models", WorkbenchUrls.Models, Icons.Material.Outlined.Layers, 'm'),
        new("Approvals", WorkbenchUrls.Approvals, Icons.Material.Outlined.FactCheck, 'a'),
        new("Endpoints", WorkbenchUrls.Endpoints, Icons.Material.Outlined.Bolt, 'p'),
        new("Batch", WorkbenchUrls.BatchPredictions, Icons.Material.Outlined.DynamicFeed, 'b'),
        new("Monitor", WorkbenchUrls.Monitor, Icons.Material.Outlined.MonitorHeart, 'o'),
        new("Reports", WorkbenchUrls.Reports, Icons.Material.Outlined.Description, 'r'),
        new("Jobs", WorkbenchUrls.Jobs, Icons.Material.Outlined.PendingActions, 'j'),
        new("Admin", WorkbenchUrls.Admin, Icons.Material.Outlined.AdminPanelSettings, 'u', Permission.Administer),
    ];

    public static IEnumerable<NavItem> For(Actor actor) => All.Where(item => actor.May(item.Permission));
}
