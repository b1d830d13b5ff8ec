using System.Globalization;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Reports;
using MlWorkbench.Web.Components.Shared;
using MudBlazor;

namespace MlWorkbench.Web.Reports;

/// <summary>All reports with the state of their links.</summary>
public sealed partial class ReportsPage
{
    private const int PageSize = 50;

    private Page<ReportSummary>? _reports;
    private Actor? _actor;

    [Inject]
    public required ReportCatalog Catalog { get; init; }

    [Inject]
    public required ReportSharing Sharing { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [SupplyParameterFromQuery]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    protected override Task OnParametersSetAsync() => LoadAsync(ReadAsync);

    private static string AboutUrl(ReportSummary report) => report is { Model: { } model, Version: { } version } ? WorkbenchUrls.ModelVersion(model, version) : WorkbenchUrls.Run(report.RunId);

    private async Task ReadAsync(Actor actor)
    {
        _actor = actor;
        _reports = await Catalog.ListAsync(actor, new ListQuery(Search, After: After, Limit: PageSize), Left);
    }

    private bool MayRevoke(ReportSummary report) => IsOpen(report) && _actor!.May(Permission.Share) && _actor.Owns(report.CreatedById);

    private bool IsOpen(ReportSummary report) => report.RevokedAt is null && report.ExpiresAt > Clock.GetUtcNow().UtcDateTime;

    private (VerdictLevel Level, string Text) StateOf(ReportSummary report) => report switch
    {
        { RevokedAt: not null } => (VerdictLevel.Neutral, "Revoked"),
        _ when IsOpen(report) => (VerdictLevel.Good, string.Create(CultureInfo.InvariantCulture, $"Open until {report.ExpiresAt:yyyy-MM-dd}")),
        _ => (VerdictLevel.Neutral, "Expired"),
    };

    private async Task RevokeAsync(ReportSummary report)
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            "Revoke the link?",
            $"The link of '{report.Title}' stops working immediately and permanently. The report remains in this list.",
            yesText: "Revoke link", cancelText: "Keep link");
        if (sure == true && await ActAsync(actor => Sharing.RevokeAsync(actor, report.Id, Left)))
        {
            await LoadAsync(ReadAsync);
        }
    }

    private void SearchFor(string? text) => Navigation.NavigateTo(WorkbenchUrls.ReportList(text, null), replace: true);

    private void Turn(string? after) => Navigation.NavigateTo(WorkbenchUrls.ReportList(Search, after));
}
