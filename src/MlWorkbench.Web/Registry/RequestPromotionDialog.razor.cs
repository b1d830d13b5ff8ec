using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Web.Registry.Rollouts;
using MudBlazor;

namespace MlWorkbench.Web.Registry;

/// <summary>Requests a stage change of a version. Returns the id of the request.</summary>
public sealed partial class RequestPromotionDialog
{
    private Stage _stage;
    private RolloutPlan _plan = RolloutPresets.Careful;
    private bool _stepByStep;
    private string? _comment;
    private bool _busy;

    [Inject]
    public required TransitionRequests Requests { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required VersionDetails Details { get; set; }

    /// <summary>A rollout shares the calls with the version in Production.</summary>
    private bool MayRollOut => _stage == Stage.Production && Details.InProduction is not null;

    private string Effect => _stage switch
    {
        Stage.Production when _stepByStep && Details.InProduction is { } production => $"After approval, this version shares the calls with version {production}, "
            + $"which is archived after the last step. The comparison with version {production} is computed now and frozen for the approver.",
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
        var plan = MayRollOut && _stepByStep ? _plan : null;
        await ActAsync(async actor =>
            Dialog.Close(DialogResult.Ok(await Requests.OpenAsync(actor, Details.Model, Details.Version.Number, _stage, _comment, Left, plan))));
        _busy = false;
    }
}
