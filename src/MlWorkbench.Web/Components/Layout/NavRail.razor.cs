using MudBlazor;

namespace MlWorkbench.Web.Components.Layout;

/// <summary>The way of the data, top to bottom.</summary>
public sealed partial class NavRail
{
    private static readonly (string Title, string Url, string Icon)[] Items =
    [
        ("Home", WorkbenchUrls.Home, Icons.Material.Outlined.Home),
        ("Data", WorkbenchUrls.Data, Icons.Material.Outlined.TableChart),
        ("Experiments", WorkbenchUrls.Experiments, Icons.Material.Outlined.Science),
        ("Models", WorkbenchUrls.Models, Icons.Material.Outlined.Layers),
        ("Approvals", WorkbenchUrls.Approvals, Icons.Material.Outlined.FactCheck),
        ("Endpoints", WorkbenchUrls.Endpoints, Icons.Material.Outlined.Bolt),
        ("Monitor", WorkbenchUrls.Monitor, Icons.Material.Outlined.MonitorHeart),
        ("Reports", WorkbenchUrls.Reports, Icons.Material.Outlined.Description),
        ("Jobs", WorkbenchUrls.Jobs, Icons.Material.Outlined.PendingActions),
        ("Admin", WorkbenchUrls.Admin, Icons.Material.Outlined.AdminPanelSettings),
    ];
}
