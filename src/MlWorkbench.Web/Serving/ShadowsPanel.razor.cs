using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Shadows;
using MlWorkbench.Engine.Evaluations;
using MudBlazor;

namespace MlWorkbench.Web.Serving;

/// <summary>Compares the shadows of an endpoint with its answers. Operators add, change and remove them.</summary>
public sealed partial class ShadowsPanel
{
    private EndpointSettings? _read;
    private IReadOnlyList<ShadowComparison>? _shadows;
    private bool _mayOperate;

    [Inject]
    public required ShadowEditor Editor { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    /// <summary>The comparisons are read again with new settings, which the page around this panel reads every two seconds.</summary>
    [Parameter, EditorRequired]
    public required EndpointSettings Settings { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (!ReferenceEquals(_read, Settings))
        {
            _read = Settings;
            await ReadAsync();
        }
    }

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        _mayOperate = actor.May(Permission.Operate);
        var found = new List<ShadowComparison>();
        foreach (var route in Settings.Routes.Where(route => route.Mode == RouteMode.Shadow))
        {
            found.Add(await Editor.CompareAsync(actor, Settings.Name, route.Version, Left));
        }

        _shadows = found;
    });

    /// <param name="shadow">The shadow whose sample changes. Null for a new one.</param>
    private async Task SetAsync(ShadowComparison? shadow)
    {
        var parameters = new DialogParameters<ShadowDialog> { { dialog => dialog.Settings, Settings }, { dialog => dialog.Shadow, shadow } };
        var dialog = await Dialogs.ShowAsync<ShadowDialog>(shadow is null ? "Add shadow" : $"Sample of version {shadow.Version}", parameters);
        if (await dialog.Result is { Canceled: false })
        {
            await OnChanged.InvokeAsync();
        }
    }

    private async Task RemoveAsync(int version)
    {
        if (await ActAsync(actor => Editor.RemoveAsync(actor, Settings.Name, version, Left)))
        {
            Snackbar.Add($"The shadow of version {version} was removed. If you add it again, its comparison continues.", Severity.Success);
        }

        await OnChanged.InvokeAsync();
    }

    private static string Difference(ShadowComparison shadow) => shadow switch
    {
        { MeanDifference: null } => "—",
        { MeanDifference: { } mean, Low: { } low, High: { } high } => $"{Signed(mean)} ({Signed(low)} to {Signed(high)})",
        { MeanDifference: { } mean } => Signed(mean),
    };

    private static string Signed(double value) => value switch
    {
        > 0 => $"+{MetricText.Number(value)}",
        < 0 => $"−{MetricText.Number(-value)}",
        _ => MetricText.Number(0),
    };
}
