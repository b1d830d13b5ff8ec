using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Web.Registry.Rollouts;
using MudBlazor;

namespace MlWorkbench.Web.Serving;

/// <summary>Asks for a version and a plan, and starts the rollout. If a gate fails, shows the refusal and asks for a reason.</summary>
public sealed partial class StartRolloutDialog
{
    private const int MostVersions = 100;

    private IReadOnlyList<VersionSummary>? _versions;
    private RolloutPlan _plan = RolloutPresets.Careful;
    private int? _version;
    private string? _comment;
    private string? _gates;
    private string? _overrideReason;
    private bool _busy;

    [Inject]
    public required ModelCatalog Models { get; init; }

    [Inject]
    public required RolloutControl Control { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    [Parameter, EditorRequired]
    public required string Model { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync(async actor =>
    {
        var all = await Models.ListVersionsAsync(actor, Model, new ListQuery(Limit: MostVersions), stage: null, Left);
        _versions = [.. all.Items.Where(version => StageRules.Find(version.Stage, Stage.Production).Allowed)];
        _version = _versions.Count > 0 ? _versions[0].Number : null;
    });

    private async Task StartAsync()
    {
        _busy = true;
        await ActAsync(async actor =>
        {
            try
            {
                await Control.StartAsync(actor, Endpoint, _version!.Value, _plan, _comment, _overrideReason, Left);
                Dialog.Close();
            }
            catch (WorkbenchException refusal) when (refusal.Code == "gates_failed")
            {
                _gates = refusal.Message;
            }
        });
        _busy = false;
    }
}
