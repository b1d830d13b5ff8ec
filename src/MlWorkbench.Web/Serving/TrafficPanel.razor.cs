using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Web.Registry.Rollouts;

namespace MlWorkbench.Web.Serving;

/// <summary>Charts of an endpoint's traffic by version: calls, durations and errors.</summary>
public sealed partial class TrafficPanel
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);
    private static readonly IReadOnlyList<TrafficRange> Ranges = TrafficRange.All;

    private TrafficGrid? _traffic;
    private (string Endpoint, TrafficRange Range)? _read;

    [Inject]
    public required TrafficCatalog Catalog { get; init; }

    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    /// <summary>Key of the range.</summary>
    [Parameter]
    public string? Range { get; set; }

    private TrafficRange Shown => Ranges.FirstOrDefault(range => range.Key == Range) ?? Ranges[0];

    protected override void OnInitialized() => _ = KeepFreshAsync(RefreshInterval, async () =>
    {
        await ReadAsync();
        return true;
    });

    /// <summary>The page around this panel renders more often than the traffic is read.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (_read != (Endpoint, Shown))
        {
            _read = (Endpoint, Shown);
            _traffic = null;
            await ReadAsync();
        }
    }

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        var range = Shown;
        var now = Clock.GetUtcNow().UtcDateTime;
        var to = new DateTime(now.Ticks - (now.Ticks % range.Step.Ticks), DateTimeKind.Utc) + range.Step;
        var from = to - range.Length;
        var points = await Catalog.ListAsync(actor, Endpoint, from, to, (int)range.Step.TotalSeconds, Left);
        if (range == Shown)
        {
            _traffic = TrafficGrid.Of(points, from, to, range.Step, now);
        }
    });

    private static string StepText(TimeSpan step) => RolloutLabels.Minutes(step.TotalMinutes);
}
