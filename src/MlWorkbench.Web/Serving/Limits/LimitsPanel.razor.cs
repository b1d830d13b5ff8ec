using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Limits;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Web.Components.Shared;
using MudBlazor;

namespace MlWorkbench.Web.Serving.Limits;

/// <summary>The limits of an endpoint's calls with a form for operators, and the calls that exceeded them.</summary>
public sealed partial class LimitsPanel
{
    private const int HourSeconds = 3_600;
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Lately = TimeSpan.FromHours(24);

    private CallLimits? _shown;
    private int? _requests;
    private RatePeriod _per;
    private int? _rows;
    private double? _timeout;
    private (long Limited, long TimedOut)? _refused;
    private bool _mayOperate;

    [Inject]
    public required EndpointLimiting Limiting { get; init; }

    [Inject]
    public required TrafficCatalog Traffic { get; init; }

    [Inject]
    public required IOptions<ServingOptions> Options { get; init; }

    [Parameter, EditorRequired]
    public required EndpointSettings Settings { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private CallLimits Edited => new(_rows, _requests is { } requests ? new CallRate(requests, _per) : null, _timeout);

    private string RowsHint => string.Create(CultureInfo.InvariantCulture, $"Empty: {Options.Value.MaximumRows}, the server's limit");

    protected override async Task OnInitializedAsync()
    {
        _ = KeepFreshAsync(RefreshInterval, async () =>
        {
            await CountAsync();
            return true;
        });
        _mayOperate = (await ActorAsync()).May(Permission.Operate);
        await CountAsync();
    }

    /// <summary>The surrounding page refreshes itself. Unsaved edits remain.</summary>
    protected override void OnParametersSet()
    {
        var limits = Settings.Limits;
        var current = new CallLimits(limits.Rows == Options.Value.MaximumRows ? null : limits.Rows, limits.Rate, limits.TimeoutSeconds);
        if (_shown != current)
        {
            _shown = current;
            (_requests, _per, _rows, _timeout) = (limits.Rate?.Requests, limits.Rate?.Per ?? RatePeriod.Second, current.Rows, limits.TimeoutSeconds);
        }
    }

    private Task CountAsync() => LoadAsync(async actor =>
    {
        var now = Clock.GetUtcNow().UtcDateTime;
        var points = await Traffic.ListAsync(actor, Settings.Name, now - Lately, now, HourSeconds, Left);
        _refused = (points.Sum(point => point.Limited), points.Sum(point => point.TimedOut));
    });

    private async Task SaveAsync()
    {
        if (await ActAsync(actor => Limiting.SetAsync(actor, Settings.Name, Edited, Left)))
        {
            Snackbar.Add("The limits were saved.", Severity.Success);
            await OnChanged.InvokeAsync();
        }
    }

    private static string Calls(long count) => $"{NumberText.Count(count)} {(count == 1 ? "call" : "calls")}";
}
