using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Imports;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Web.Jobs;
using MudBlazor;

namespace MlWorkbench.Web.Datasets.Upload;

/// <summary>The progress of an import. Opens the version when it is complete.</summary>
public sealed partial class ImportPage
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(500);

    private ImportDetails? _import;
    private bool _mayStop;

    [Inject]
    public required ImportCatalog Catalog { get; init; }

    [Inject]
    public required JobCatalog Jobs { get; init; }

    [Inject]
    public required JobCancellation Cancellation { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The tab to open on the resulting version.</summary>
    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    private string Title => _import switch
    {
        null => "Import",
        { Kind: ImportKind.Derivation } => $"Derive a version of {_import.Dataset}",
        { Kind: ImportKind.Reimport } => $"Re-import a version of {_import.Dataset}",
        _ => $"Import into {_import.Dataset}",
    };

    private bool IsActive => _import is not null && JobText.IsActive(_import.Job);

    protected override void OnInitialized() => _ = KeepFreshAsync(RefreshInterval, () => Jobs.FindRevisionAsync(Id, Left), async () =>
    {
        await ReadAsync();
        return IsActive;
    });

    protected override Task OnParametersSetAsync() => ReadAsync();

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        var wasShown = _import is { Result: not null };
        _import = await Catalog.GetAsync(actor, Id, Left);
        _mayStop = JobCancellation.IsAllowed(actor, _import.Job.RequestedById);
        if (!wasShown && _import.Result is { } result)
        {
            Snackbar.Add(Describe(result), result.IsNew ? Severity.Success : Severity.Info);
            Navigation.NavigateTo(WorkbenchUrls.Dataset(result.Dataset, result.Version, Tab), replace: true);
        }
    });

    private string Describe(ImportResult result) => (_import!.Kind, result.IsNew) switch
    {
        (ImportKind.Derivation, true) => $"Derived version {result.Version} of {result.Dataset}.",
        (ImportKind.Derivation, false) => $"{result.Dataset} already has these rows: version {result.Version}.",
        (ImportKind.Reimport, true) => $"Re-imported as version {result.Version}.",
        (ImportKind.Reimport, false) => $"These settings give the same table as version {result.Version}.",
        (_, true) => $"Imported as version {result.Version} of {result.Dataset}.",
        (_, false) => $"{result.Dataset} already has this content: version {result.Version}.",
    };

    private async Task CancelAsync()
    {
        await ActAsync(actor => Cancellation.RequestAsync(actor, _import!.Job.Id, Left));
        await ReadAsync();
    }
}
