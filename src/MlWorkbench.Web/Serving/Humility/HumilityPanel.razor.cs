using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Humility;
using MlWorkbench.Application.Serving.Traffic;
using MudBlazor;

namespace MlWorkbench.Web.Serving.Humility;

/// <summary>The humility rules of an endpoint, with the rows that they applied to. Operators add, edit and remove them.</summary>
public sealed partial class HumilityPanel
{
    private const int HourSeconds = 3_600;
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Lately = TimeSpan.FromHours(24);

    private IReadOnlyList<HumilityRule>? _rules;
    private IReadOnlyDictionary<string, long> _hits = new Dictionary<string, long>();
    private bool _mayOperate;

    [Inject]
    public required HumilityRules Rules { get; init; }

    [Inject]
    public required TrafficCatalog Traffic { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter, EditorRequired]
    public required EndpointSettings Settings { get; set; }

    protected override void OnInitialized() => _ = KeepFreshAsync(RefreshInterval, async () =>
    {
        await ReadAsync();
        return true;
    });

    protected override Task OnInitializedAsync() => ReadAsync();

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        _mayOperate = actor.May(Permission.Operate);
        var now = Clock.GetUtcNow().UtcDateTime;
        var points = await Traffic.ListAsync(actor, Settings.Name, now - Lately, now, HourSeconds, Left);
        _hits = points.SelectMany(point => point.Hits)
            .GroupBy(hit => hit.Key, StringComparer.Ordinal)
            .ToDictionary(rule => rule.Key, rule => rule.Sum(hit => hit.Value));
        _rules = await Rules.ListAsync(actor, Settings.Name, Left);
    });

    /// <param name="rule">Null for a new one.</param>
    private async Task EditAsync(HumilityRule? rule)
    {
        var parameters = new DialogParameters<HumilityDialog> { { dialog => dialog.Endpoint, Settings.Name }, { dialog => dialog.Rule, rule } };
        var title = rule is null ? "Add rule" : $"Rule {rule.Name}";
        var dialog = await Dialogs.ShowAsync<HumilityDialog>(title, parameters, new DialogOptions { MaxWidth = MaxWidth.Small });
        if (await dialog.Result is { Canceled: false })
        {
            await ReadAsync();
        }
    }

    private async Task RemoveAsync(HumilityRule removed)
    {
        if (await ActAsync(async actor =>
        {
            var current = await Rules.ListAsync(actor, Settings.Name, Left);
            await Rules.SetAsync(actor, Settings.Name, [.. current.Where(rule => rule.Name != removed.Name)], Left);
        }))
        {
            Snackbar.Add($"Rule {removed.Name} was removed. Logged predictions keep its flag.", Severity.Success);
        }

        await ReadAsync();
    }
}
