using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Filters;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Engine.Datasets.Quality;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Datasets;

/// <summary>One version of a dataset: rows, columns, quality, associations, lineage and import settings.</summary>
public sealed partial class DatasetPage
{
    private const string PreviewTab = "preview";
    private const string ColumnsTab = "columns";
    private const string QualityTab = "quality";
    private const string AssociationsTab = "associations";
    private const string LineageTab = "lineage";
    private const string VersionsTab = "versions";
    private const string ImportTab = "import";
    private const int MostChanges = 20;
    private const int PageRows = 50;
    private const int PageColumns = 60;

    private DatasetDetails? _dataset;
    private DatasetVersionDetails? _version;
    private DatasetProfile? _profile;
    private Table? _rows;
    private FilteredRows? _filtered;
    private QualityReport? _quality;
    private string? _filterProblem;
    private (string Name, int? Version) _loaded;
    private bool _mayUpload;
    private Guid? _uploading;
    private bool _mayExperiment;
    private bool _importing;

    [Inject]
    public required DatasetCatalog Catalog { get; init; }

    [Inject]
    public required DatasetAnalyses Analyses { get; init; }

    [Inject]
    public required DatasetImporter Importer { get; init; }

    [Inject]
    public required DatasetEditor Editor { get; init; }

    [Inject]
    public required IOptions<StorageOptions> Storage { get; init; }

    [Parameter]
    public required string Name { get; set; }

    [SupplyParameterFromQuery]
    public int? Version { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    [SupplyParameterFromQuery]
    public bool Upload { get; set; }

    /// <summary>Whether the list of versions shows archived ones.</summary>
    [SupplyParameterFromQuery]
    public bool Archived { get; set; }

    /// <summary>First row of the preview, counted from 1.</summary>
    [SupplyParameterFromQuery]
    public int? Row { get; set; }

    /// <summary>First column of the preview, counted from 1.</summary>
    [SupplyParameterFromQuery]
    public int? From { get; set; }

    /// <summary>Conditions for the rows of the preview.</summary>
    [SupplyParameterFromQuery(Name = "filter")]
    public string[]? Filters { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? Column { get; set; }

    /// <summary>The target of the quality checks and column profiles.</summary>
    [SupplyParameterFromQuery]
    public string? Target { get; set; }

    [SupplyParameterFromQuery]
    public int Offset { get; set; }

    private string ActiveTab => Tab is ColumnsTab or QualityTab or AssociationsTab or LineageTab or VersionsTab or ImportTab ? Tab : PreviewTab;

    private IReadOnlyList<string> Conditions => Filters ?? [];

    private int RowOffset => (int)Math.Clamp((Row ?? 1) - 1, 0, Math.Max(0, _version!.Rows - 1));

    private int ColumnOffset => Math.Clamp((From ?? 1) - 1, 0, Math.Max(0, _version!.Columns.Count - 1));

    private IReadOnlyList<(string Key, string Title)> Tabs =>
    [
        (PreviewTab, "Preview"),
        (ColumnsTab, "Columns"),
        (QualityTab, _quality is { Findings.Count: > 0 and var found } ? $"Quality ({found})" : "Quality"),
        (AssociationsTab, "Associations"),
        (LineageTab, "Lineage"),
        (VersionsTab, $"Versions ({NumberText.Count(_dataset!.Versions.Count(version => version.ArchivedAt is null))})"),
        (ImportTab, _version!.Warnings.Count == 0 ? "Import" : $"Import ({_version.Warnings.Count})"),
    ];

    private IEnumerable<DatasetVersionSummary> Listed => _dataset!.Versions.Where(version => version.ArchivedAt is null || version.Version == _version!.Version);

    /// <summary>The version before the one that is shown.</summary>
    private int? Previous => _dataset!.Versions.FirstOrDefault(version => version.Version < _version!.Version)?.Version;

    protected override Task OnParametersSetAsync() => LoadAsync(async actor =>
    {
        if (_loaded != (Name, Version))
        {
            await LoadVersionAsync(actor);
        }

        if (ActiveTab == PreviewTab)
        {
            await LoadRowsAsync(actor);
        }
    });

    private async Task LoadRowsAsync(Actor actor)
    {
        var columns = _version!.Columns.Skip(ColumnOffset).Take(PageColumns).Select(column => column.Name).ToList();
        (_filtered, _filterProblem) = (null, null);
        if (Conditions.Count == 0)
        {
            _rows = await Catalog.ReadRowsAsync(actor, Name, _version.Version, RowOffset, PageRows, columns, Left);
            return;
        }

        try
        {
            IReadOnlyList<RowCondition> conditions = [.. Conditions.Select(RowCondition.Parse)];
            var found = await Catalog.FilterRowsAsync(actor, Name, _version.Version, conditions, RowOffset, PageRows, columns, whole: false, Left);
            (_filtered, _rows) = (found, found.Rows);
            if (!found.IsWhole)
            {
                // Shows the first matches while the remaining ones are counted.
                StateHasChanged();
                var counted = await Catalog.FilterRowsAsync(actor, Name, _version.Version, conditions, 0, 0, null, whole: true, Left);
                _filtered = ReferenceEquals(_filtered, found) ? found with { Total = counted.Total, IsWhole = true } : _filtered;
            }
        }
        catch (EngineException unusable)
        {
            _filterProblem = unusable.Message;
        }
    }

    private async Task LoadVersionAsync(Actor actor)
    {
        _mayUpload = actor.May(Permission.ManageDatasets);
        _mayExperiment = actor.May(Permission.RunExperiments);
        _rows = null;
        _dataset = await Catalog.GetAsync(actor, Name, archived: true, Left);
        _version = await Catalog.GetVersionAsync(actor, Name, Version, Left);
        _profile = await Catalog.GetProfileAsync(actor, Name, _version.Version, Left);
        // Starts the checks early, so that the report is ready when the tab is opened.
        _quality = (await Analyses.GetQualityAsync(actor, Name, _version.Version, null, Left)).Result;
        _loaded = (Name, Version);
    }

    private async Task ReimportAsync(DatasetImportOptions options)
    {
        _importing = true;
        await ActAsync(async actor =>
        {
            var import = await Importer.StartReimportAsync(actor, _version!.Dataset, _version.Version, options, Left);
            Navigation.NavigateTo(WorkbenchUrls.Import(import, ImportTab));
        });
        _importing = false;
    }

    private string ContentUrl(string format) =>
        $"api/v1/datasets/{Uri.EscapeDataString(_version!.Dataset)}/versions/{_version.Version.ToString(CultureInfo.InvariantCulture)}/content?format={format}";

    private string RowsUrl(IEnumerable<string> filter) => WorkbenchUrls.DatasetRows(_version!.Dataset, Version, null, filter);

    /// <summary>Returns the address of a bar's rows. The bar's conditions replace other conditions on its column.</summary>
    private string BarUrl(IReadOnlyList<RowCondition> bar) =>
        RowsUrl([.. Conditions.Where(text => !RowCondition.TryParse(text, out var other) || other.Column != bar[0].Column), .. bar.Select(condition => condition.ToString())]);

    private void ShowVersion(ChangeEventArgs change) =>
        Navigation.NavigateTo(WorkbenchUrls.Dataset(_version!.Dataset, int.Parse((string)change.Value!, CultureInfo.InvariantCulture), Tab));

    private Task RestoreAsync(int? version) => ActAsync(async actor =>
    {
        await Editor.EditAsync(actor, _dataset!.Name, version, new DatasetEdit(Archived: false), Left);
        await LoadVersionAsync(actor);
    });

    private Task ReloadAsync() => LoadAsync(LoadVersionAsync);

    private async Task LeaveDeletedAsync(int version)
    {
        if (version == _version!.Version)
        {
            Navigation.NavigateTo(WorkbenchUrls.Dataset(_dataset!.Name, null, VersionsTab));
        }

        await ReloadAsync();
    }

    private void ToggleUpload() => Show(("upload", Upload ? null : true));

    private void Show(params (string Name, object? Value)[] query) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(query.ToDictionary(part => part.Name, part => part.Value is "" ? null : part.Value)),
        replace: true);
}
