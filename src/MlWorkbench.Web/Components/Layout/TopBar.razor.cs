using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Home;
using MudBlazor;

namespace MlWorkbench.Web.Components.Layout;

/// <summary>Jump palette, running jobs, open requests, theme and account menu.</summary>
public sealed partial class TopBar
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(3);
    private static readonly DialogOptions Palette = new() { NoHeader = true, Position = DialogPosition.TopCenter, MaxWidth = MaxWidth.Small, FullWidth = true };

    private Pulse _pulse = new(0, 0);
    private bool _dialogOpen;

    [Inject]
    public required HomeCatalog Catalog { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter, EditorRequired]
    public bool Dark { get; set; }

    [Parameter]
    public EventCallback OnToggleTheme { get; set; }

    private string JobsText => _pulse.ActiveJobs == 1 ? "1 job" : $"{_pulse.ActiveJobs} jobs";

    private string RequestsText => _pulse.RequestsToDecide == 1 ? "1 request awaits your decision" : $"{_pulse.RequestsToDecide} requests await your decision";

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        _ = KeepFreshAsync(RefreshInterval, async () =>
        {
            await ReadAsync();
            return true;
        });
    }

    private Task ReadAsync() => LoadAsync(async actor => _pulse = await Catalog.PulseAsync(actor, Left));

    private Task JumpAsync() => ShowAsync<JumpDialog>("Search or jump to", Palette);

    private Task HelpAsync() => ShowAsync<ShortcutsDialog>("Keyboard shortcuts", new DialogOptions { CloseButton = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });

    private async Task ShowAsync<TDialog>(string title, DialogOptions options)
        where TDialog : IComponent
    {
        if (!_dialogOpen)
        {
            _dialogOpen = true;
            var dialog = await Dialogs.ShowAsync<TDialog>(title, options);
            await dialog.Result;
            _dialogOpen = false;
        }
    }
}
