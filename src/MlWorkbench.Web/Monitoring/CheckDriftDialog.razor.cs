using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Monitoring;
using MudBlazor;

namespace MlWorkbench.Web.Monitoring;

/// <summary>Asks for the data to compare with the training data. Returns a <see cref="DriftCheckRequest"/>.</summary>
public sealed partial class CheckDriftDialog
{
    private const int DaysProposed = 7;

    private IReadOnlyList<ComparableVersion> _versions = [];
    private ComparableVersion? _version;
    private DateRange? _window;
    private bool _logged;

    [Inject]
    public required MonitoringCatalog Catalog { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required string Model { get; set; }

    private DriftCheckRequest? Request => _logged
        ? _window is { Start: { } start, End: { } end } ? new DriftCheckRequest(From: Utc(start), To: Utc(end).AddDays(1)) : null
        : _version is { } version ? new DriftCheckRequest(version.Dataset, version.Version) : null;

    protected override async Task OnInitializedAsync()
    {
        var today = Clock.GetUtcNow().UtcDateTime.Date;
        _window = new DateRange(today.AddDays(1 - DaysProposed), today);
        await LoadAsync(async actor =>
        {
            _versions = await Catalog.ListComparableAsync(actor, Model, Left);
            _version = _versions.FirstOrDefault(version => !version.IsReference) ?? (_versions.Count > 0 ? _versions[0] : null);
        });
    }

    private static DateTime Utc(DateTime day) => DateTime.SpecifyKind(day.Date, DateTimeKind.Utc);
}
