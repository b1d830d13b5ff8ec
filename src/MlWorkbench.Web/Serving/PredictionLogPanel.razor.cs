using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Serving;
using MudBlazor;

namespace MlWorkbench.Web.Serving;

/// <summary>How an endpoint logs its predictions, and for those who operate it a form to change that.</summary>
public sealed partial class PredictionLogPanel
{
    private EndpointLog? _shown;
    private LogWhenFull _whenFull;
    private int? _retentionDays;
    private bool _mayOperate;

    [Inject]
    public required EndpointLogging Logging { get; init; }

    [Inject]
    public required IOptions<ServingOptions> Options { get; init; }

    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    [Parameter, EditorRequired]
    public required EndpointLog Log { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private EndpointLog Edited => new(_whenFull, _retentionDays);

    private string DaysHint => Options.Value.LogRetentionDays is var days and > 0
        ? string.Create(CultureInfo.InvariantCulture, $"Empty: {days}, the server's default. 0: for ever.")
        : "Empty or 0: for ever.";

    protected override async Task OnInitializedAsync() => _mayOperate = (await ActorAsync()).May(Permission.Operate);

    /// <summary>The page around it refreshes itself; what somebody is editing stays.</summary>
    protected override void OnParametersSet()
    {
        if (_shown != Log)
        {
            (_shown, _whenFull, _retentionDays) = (Log, Log.WhenFull, Log.RetentionDays);
        }
    }

    private async Task SaveAsync()
    {
        if (await ActAsync(actor => Logging.SetAsync(actor, Endpoint, Edited, Left)))
        {
            Snackbar.Add("The log's settings are saved.", Severity.Success);
            await OnChanged.InvokeAsync();
        }
    }
}
