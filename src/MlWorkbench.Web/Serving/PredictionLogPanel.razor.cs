using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Serving;
using MudBlazor;

namespace MlWorkbench.Web.Serving;

/// <summary>Log settings of an endpoint, with a form to change them for operators.</summary>
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
        ? string.Create(CultureInfo.InvariantCulture, $"If empty: {days}, the server's default. 0: unlimited.")
        : "Empty or 0: unlimited.";

    protected override async Task OnInitializedAsync() => _mayOperate = (await ActorAsync()).May(Permission.Operate);

    /// <summary>The surrounding page refreshes itself. Unsaved edits remain.</summary>
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
            Snackbar.Add("The log settings were saved.", Severity.Success);
            await OnChanged.InvokeAsync();
        }
    }
}
