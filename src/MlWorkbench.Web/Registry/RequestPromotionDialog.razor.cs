using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MudBlazor;

namespace MlWorkbench.Web.Registry;

/// <summary>Requests a stage change of a version. Returns the id of the request.</summary>
public sealed partial class RequestPromotionDialog
{
    private Stage _stage;
    private string? _comment;
    private bool _busy;

    [Inject]
    public required TransitionRequests Requests { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required VersionDetails Details { get; set; }

    private string Effect => _stage switch
    {
        Stage.Production when Details.InProduction is { } production => $"After approval, this version answers predictions and version {production} is archived. "
            + $"The comparison with version {production} is computed now and frozen for the approver.",
        Stage.Production => "After approval, this version answers predictions.",
        Stage.Staging => "After approval, this version is in Staging. Production remains unchanged.",
        _ when Details.Version.Stage == Stage.Production => "After approval, Production is empty: predictions are refused until another version is promoted.",
        _ => "After approval, this version is retained for the record.",
    };

    protected override void OnInitialized() => _stage = StageRules.TargetsFrom(Details.Version.Stage)[0];

    private async Task RequestAsync()
    {
        _busy = true;
        await ActAsync(async actor =>
            Dialog.Close(DialogResult.Ok(await Requests.OpenAsync(actor, Details.Model, Details.Version.Number, _stage, _comment, Left))));
        _busy = false;
    }
}
