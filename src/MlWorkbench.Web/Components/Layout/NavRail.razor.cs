using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MlWorkbench.Web.Components.Layout;

/// <summary>Destinations that the person may open.</summary>
public sealed partial class NavRail
{
    private IReadOnlyList<NavItem> _items = [];

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;
        _items = user.Identity?.IsAuthenticated == true ? [.. NavItem.For(user.ToActor())] : [];
    }
}
