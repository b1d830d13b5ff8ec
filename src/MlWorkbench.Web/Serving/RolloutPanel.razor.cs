using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Web.Components.Shared;
using MlWorkbench.Web.Registry.Rollouts;
using MudBlazor;

namespace MlWorkbench.Web.Serving;

/// <summary>A rollout as a timeline of steps with its checks, and buttons for people who may change it. The page around it refreshes.</summary>
public sealed partial class RolloutPanel
{
    private bool _mayHold;
    private bool _mayPromote;
    private bool _busy;

    [Inject]
    public required RolloutControl Control { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter, EditorRequired]
    public required RolloutDetails Rollout { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var actor = await ActorAsync();
        _mayPromote = actor.May(Permission.Approve);
        _mayHold = _mayPromote || actor.May(Permission.Operate);
    }

    private string? ClassOf(int number)
    {
        if (Rollout.State == RolloutState.Completed || number < Rollout.Step)
        {
            return "done";
        }

        if (number > Rollout.Step)
        {
            return "todo";
        }

        return Rollout.State == RolloutState.Aborted ? "bad" : "current";
    }

    private string Progress(RolloutStep step)
    {
        var until = Rollout.EndedAt ?? Clock.GetUtcNow().UtcDateTime;
        return $"{NumberText.Duration(Math.Round(Math.Max(0, (until - Rollout.StepSince).TotalSeconds)))} · {RolloutLabels.Rows(Rollout.StepRows, step.MinRows)} rows";
    }

    private Task PauseAsync() => ChangeAsync(actor => Control.PauseAsync(actor, Rollout.Endpoint, Rollout.Id, null, Left));

    private Task ResumeAsync() => ChangeAsync(actor => Control.ResumeAsync(actor, Rollout.Endpoint, Rollout.Id, null, Left));

    private async Task ChangeAsync(Func<Actor, Task> change)
    {
        _busy = true;
        await ActAsync(change);
        await OnChanged.InvokeAsync();
        _busy = false;
    }

    private async Task DecideAsync(bool promotes)
    {
        var parameters = new DialogParameters<EndRolloutDialog> { { dialog => dialog.Rollout, Rollout }, { dialog => dialog.Promotes, promotes } };
        var dialog = await Dialogs.ShowAsync<EndRolloutDialog>($"{(promotes ? "Promote" : "Abort")} version {Rollout.Version}", parameters);
        if (await dialog.Result is { Canceled: false })
        {
            await OnChanged.InvokeAsync();
        }
    }
}
