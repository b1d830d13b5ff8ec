using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Jobs.Schedules;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Batch;
using MudBlazor;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>Adds or changes a schedule of batch predictions, and shows its next runs while the times are typed.</summary>
public sealed partial class ScheduleDialog
{
    private const int MostShown = 200;
    private const int RunsShown = 3;
    private const string EveryMorning = "0 6 * * *";

    private readonly BatchForm _form = new();
    private IReadOnlyList<string> _models = [];
    private IReadOnlyList<string> _datasets = [];
    private IReadOnlyList<string> _columns = [];
    private IReadOnlyList<BatchOutput> _outputs = [];
    private IReadOnlyList<DateTime> _next = [];
    private string? _model;
    private string? _dataset;
    private string? _cron;
    private string? _timeZone;
    private string? _invalid;

    [Inject]
    public required DatasetCatalog Datasets { get; init; }

    [Inject]
    public required EndpointCatalog Endpoints { get; init; }

    [Inject]
    public required BatchSchedules Schedules { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>The model of a new schedule. If null, the person chooses it.</summary>
    [Parameter]
    public string? Model { get; set; }

    /// <summary>The schedule to change. Null for a new one.</summary>
    [Parameter]
    public BatchScheduleDetails? Schedule { get; set; }

    private bool IsComplete => (_model, _dataset, _invalid) is (not null, not null, null) && _form.IsComplete;

    /// <returns>Whether a schedule was saved.</returns>
    public static async Task<bool> ShowAsync(IDialogService dialogs, string? model, BatchScheduleDetails? schedule)
    {
        var dialog = await dialogs.ShowAsync<ScheduleDialog>(
            schedule is null ? "Score a dataset on a schedule" : $"Change the schedule of {schedule.Model}",
            new DialogParameters<ScheduleDialog> { { shown => shown.Model, model }, { shown => shown.Schedule, schedule } },
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        return await dialog.Result is { Canceled: false };
    }

    protected override Task OnInitializedAsync()
    {
        _model = Schedule?.Model ?? Model;
        SetTimes(Schedule?.Order.Cron ?? EveryMorning, Schedule?.Order.TimeZone ?? TimeZoneInfo.Utc.Id);
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync(Actor actor)
    {
        _outputs = BatchText.OutputsFor(actor);
        if (_model is null)
        {
            _models = [.. (await Endpoints.ListAsync(actor, new ListQuery(Limit: MostShown), Left)).Items.Select(endpoint => endpoint.Model).Distinct()];
            _model = _models.Count == 1 ? _models[0] : null;
        }

        _datasets = [.. (await Datasets.ListAsync(actor, new ListQuery(Limit: MostShown), archived: false, Left)).Items.Select(dataset => dataset.Name)];
        if (Schedule is { } saved)
        {
            var order = saved.Order.Order;
            (_form.Output, _form.Keep, _form.Explain) = (order.Output, order.Keep ?? [], order.Explain);
            await ChooseAsync(actor, saved.Order.Dataset);
            _form.Into = order.Into ?? _form.Into;
        }
        else if (_datasets.Count == 1)
        {
            await ChooseAsync(actor, _datasets[0]);
        }
    }

    private Task ChooseAsync(string dataset) => LoadAsync(actor => ChooseAsync(actor, dataset));

    private async Task ChooseAsync(Actor actor, string dataset)
    {
        _dataset = dataset;
        _columns = [.. (await Datasets.GetVersionAsync(actor, dataset, null, Left)).Columns.Select(column => column.Name)];
        _form.Propose(dataset);
        _form.Keep = [.. _form.Keep.Intersect(_columns, StringComparer.Ordinal)];
    }

    private void SetTimes(string? cron, string? timeZone)
    {
        (_cron, _timeZone) = (cron, timeZone ?? TimeZoneInfo.Utc.Id);
        try
        {
            _next = ScheduleTimes.FindNext(_cron ?? "", _timeZone, Clock.GetUtcNow().UtcDateTime, RunsShown);
            _invalid = _next.Count == 0 ? "No date fits these times. Correct the day and the month." : null;
        }
        catch (WorkbenchException refusal)
        {
            _invalid = refusal.Message;
        }
    }

    private static Task<IEnumerable<string>> FindZonesAsync(string? text, CancellationToken cancellationToken) => Task.FromResult(
        TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => string.IsNullOrWhiteSpace(text) || id.Contains(text, StringComparison.OrdinalIgnoreCase)));

    private Task<bool> SaveAsync() => ActAsync(async actor =>
    {
        var order = new BatchScheduleOrder(
            _dataset!, _form.ToOrder(Schedule?.Order.Order.ModelVersion), _cron!, _timeZone!, Schedule?.Order.Enabled ?? true);
        if (Schedule is { } saved)
        {
            await Schedules.UpdateAsync(actor, saved.Model, saved.Id, order, Left);
        }
        else
        {
            await Schedules.CreateAsync(actor, _model!, order, Left);
        }

        Dialog.Close();
    });
}
