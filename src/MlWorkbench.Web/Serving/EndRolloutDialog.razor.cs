using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Registry.Rollouts;
using MudBlazor;

namespace MlWorkbench.Web.Serving;

/// <summary>Asks for a reason, and promotes or aborts a rollout.</summary>
public sealed partial class EndRolloutDialog
{
    private string? _comment;

    [Inject]
    public required RolloutControl Control { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required RolloutDetails Rollout { get; set; }

    /// <summary>Whether the version moves to Production. Otherwise the rollout is aborted.</summary>
    [Parameter, EditorRequired]
    public bool Promotes { get; set; }

    private Task<bool> EndAsync() => ActAsync(async actor =>
    {
        await (Promotes
            ? Control.PromoteAsync(actor, Rollout.Endpoint, Rollout.Id, _comment, Left)
            : Control.AbortAsync(actor, Rollout.Endpoint, Rollout.Id, _comment, Left));
        Dialog.Close();
    });
}
