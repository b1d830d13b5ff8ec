using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Web.Components.Layout;

/// <summary>What runs now, the theme and the account.</summary>
public sealed partial class TopBar
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(3);

    private int _activeJobs;

    [Inject]
    public required JobCatalog Jobs { get; init; }

    [Parameter, EditorRequired]
    public bool Dark { get; set; }

    [Parameter]
    public EventCallback OnToggleTheme { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _activeJobs = await Jobs.CountActiveAsync(Left);
        _ = KeepFreshAsync(RefreshInterval, async () =>
        {
            _activeJobs = await Jobs.CountActiveAsync(Left);
            return true;
        });
    }
}
