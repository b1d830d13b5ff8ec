using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace MlWorkbench.Web.Components.Layout;

/// <summary>Rail, top bar and page. Rendered after the browser has reported its theme, so that nothing flashes.</summary>
public sealed partial class MainLayout
{
    private ErrorBoundary? _boundary;
    private bool _dark;
    private bool _ready;

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string SkipLink => $"{Navigation.Uri.Split('#')[0]}#content";

    protected override void OnParametersSet() => _boundary?.Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _dark = await Script.InvokeAsync<bool>("workbench.isDark");
            _ready = true;
            StateHasChanged();
        }
    }

    private async Task ToggleThemeAsync()
    {
        _dark = !_dark;
        await Script.InvokeVoidAsync("workbench.setDark", _dark);
    }

    private void Recover() => _boundary?.Recover();
}
