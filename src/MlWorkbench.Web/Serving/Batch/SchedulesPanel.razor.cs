using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Serving.Batch;
using MudBlazor;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>The schedules of batch predictions with their last runs, updated live.</summary>
public sealed partial class SchedulesPanel
{
    private const int PageSize = 50;

    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(2);

    private Page<BatchScheduleDetails>? _schedules;
    private Actor? _actor;
    private string? _after;
    private bool _mayAdd;

    [Inject]
    public required BatchScheduleCatalog Catalog { get; init; }

    [Inject]
    public required BatchSchedules Schedules { get; init; }

    [Inject]
    public required JobCatalog Jobs { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    /// <summary>The model whose schedules are shown. Null for all.</summary>
    [Parameter]
    public string? Model { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync(ReadAsync);
        _ = KeepFreshAsync(RefreshInterval, () => Jobs.ReadRevisionAsync(Left), async () =>
        {
            await LoadAsync(ReadAsync);
            return true;
        });
    }

    private async Task ReadAsync(Actor actor)
    {
        _actor = actor;
        _mayAdd = actor.May(Permission.Predict) && !actor.Project.IsArchived;
        _schedules = await Catalog.ListAsync(actor, new ListQuery(After: _after, Limit: PageSize), Model, Left);
    }

    private Task ShowAsync(string? after)
    {
        _after = after;
        return LoadAsync(ReadAsync);
    }

    private async Task EditAsync(BatchScheduleDetails? schedule)
    {
        if (await ScheduleDialog.ShowAsync(Dialogs, Model, schedule))
        {
            await LoadAsync(ReadAsync);
        }
    }

    private async Task EnableAsync(BatchScheduleDetails schedule)
    {
        await ActAsync(actor => schedule.Order.Enabled
            ? Schedules.DisableAsync(actor, schedule.Model, schedule.Id, Left)
            : Schedules.UpdateAsync(actor, schedule.Model, schedule.Id, schedule.Order with { Enabled = true }, Left));
        await LoadAsync(ReadAsync);
    }

    private async Task DeleteAsync(BatchScheduleDetails schedule)
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            "Delete the schedule?", $"{TitleOf(schedule)} will no longer run. Its batch predictions stay.", yesText: "Delete schedule", cancelText: "Keep");
        if (sure == true)
        {
            await ActAsync(actor => Schedules.DeleteAsync(actor, schedule.Model, schedule.Id, Left));
            await LoadAsync(ReadAsync);
        }
    }

    private static string EnableText(BatchScheduleDetails schedule) => schedule.Order.Enabled ? "Disable" : "Enable";

    private static string TitleOf(BatchScheduleDetails schedule) => $"the schedule for {schedule.Order.Dataset} with {schedule.Model}";
}
