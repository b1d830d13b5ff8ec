using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MudBlazor;

namespace MlWorkbench.Web.Registry;

/// <summary>Asks for a version to change its stage. Answers the id of the request.</summary>
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
        Stage.Production when Details.InProduction is { } production => $"When approved, version {production} is archived and this one answers predictions instead. It is compared with version {production} now; the comparison is frozen for the approver.",
        Stage.Production => "When approved, this version answers predictions.",
        Stage.Staging => "When approved, this version is marked as being tried out. Production stays as it is.",
        _ when Details.Version.Stage == Stage.Production => "When approved, nothing is in Production: predictions are refused until another version takes its place.",
        _ => "When approved, this version is kept for the record.",
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
