using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Serving;
using MudBlazor;

namespace MlWorkbench.Web.Serving;

/// <summary>Asks for the days and the dataset of an export, and starts it.</summary>
public sealed partial class ExportPredictionsDialog
{
    private const int DaysProposed = 7;

    private DateRange? _window;
    private string? _dataset;
    private bool _exporting;

    [Inject]
    public required PredictionExport Export { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    protected override void OnInitialized()
    {
        var today = Clock.GetUtcNow().UtcDateTime.Date;
        _window = new DateRange(today.AddDays(1 - DaysProposed), today);
        _dataset = $"{Endpoint}-predictions";
    }

    private async Task ExportAsync()
    {
        var (from, to) = (Utc(_window!.Start!.Value), Utc(_window.End!.Value).AddDays(1));
        _exporting = true;
        await ActAsync(async actor =>
        {
            await Export.StartAsync(actor, Endpoint, from, to, _dataset?.Trim(), Left);
            Dialog.Close(DialogResult.Ok(true));
        });
        _exporting = false;
    }

    private static DateTime Utc(DateTime day) => DateTime.SpecifyKind(day.Date, DateTimeKind.Utc);
}
