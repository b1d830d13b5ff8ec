using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MlWorkbench.Application.Reports;
using MlWorkbench.Web.Api;
using MudBlazor;

namespace MlWorkbench.Web.Reports;

/// <summary>Creates a report of a run or a model version and shows its link.</summary>
public sealed partial class ShareDialog
{
    private static readonly int[] Choices = [7, ReportSharing.DefaultDays, 90, ReportSharing.MostDays];

    private string? _title;
    private int _days = ReportSharing.DefaultDays;
    private SharedReport? _shared;
    private string? _link;
    private bool _busy;
    private bool _copied;

    [Inject]
    public required ReportSharing Sharing { get; init; }

    [Inject]
    internal PublicLinks Links { get; init; } = null!;

    [Inject]
    public required IJSRuntime Script { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter]
    public Guid? RunId { get; set; }

    [Parameter]
    public string? Model { get; set; }

    [Parameter]
    public int? Version { get; set; }

    private string DefaultTitle => Model is null ? "Evaluation of the run" : $"Evaluation of {Model}, version {Version}";

    private async Task ShareAsync()
    {
        _busy = true;
        await ActAsync(async actor =>
        {
            var request = new ReportRequest(_title, _days);
            _shared = RunId is { } run
                ? await Sharing.ShareRunAsync(actor, run, request, Left)
                : await Sharing.ShareVersionAsync(actor, Model!, Version!.Value, request, Left);
            _link = Links.To(WorkbenchUrls.SharedReport(_shared.Token), new Uri(Navigation.BaseUri));
        });
        _busy = false;
    }

    private async Task CopyAsync()
    {
        await Script.InvokeVoidAsync("workbench.copy", _link);
        _copied = true;
    }
}
