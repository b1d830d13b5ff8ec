using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Web.Datasets;

/// <summary>The list of datasets, and the upload of new ones.</summary>
public sealed partial class DataPage
{
    private const int PageSize = 50;
    private const string DefaultSort = "updated";

    private static readonly (string Key, string Title, bool IsNumber)[] Columns =
    [
        ("name", "Dataset", false), ("rows", "Rows", true), ("columns", "Columns", true), ("size", "Size", true), ("versions", "Versions", true), ("updated", "Updated", false),
    ];

    private Page<DatasetSummary>? _datasets;
    private bool _mayUpload;
    private Guid? _uploading;

    [Inject]
    public required DatasetCatalog Catalog { get; init; }

    [Inject]
    public required IOptions<StorageOptions> Storage { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "asc")]
    public bool Ascending { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [SupplyParameterFromQuery]
    public bool Upload { get; set; }

    /// <summary>Whether archived datasets are listed too.</summary>
    [SupplyParameterFromQuery]
    public bool Archived { get; set; }

    private bool Descending => !Ascending;

    private bool IsEmpty => _datasets is { Total: 0 } && string.IsNullOrEmpty(Search);

    protected override Task OnParametersSetAsync()
    {
        Sort ??= DefaultSort;
        return LoadAsync();
    }

    private Task LoadAsync() => LoadAsync(async actor =>
    {
        _mayUpload = actor.May(Permission.ManageDatasets);
        _datasets = await Catalog.ListAsync(actor, new ListQuery(Search, Sort, Descending, After, PageSize), Archived, Left);
    });

    private string? AriaSort(string key) => key != Sort ? null : Descending ? "descending" : "ascending";

    private void SortBy(string key) => Show(Search, key, key == Sort ? !Descending : key != "name", null);

    private void ToggleUpload() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("upload", Upload ? null : true), replace: true);

    private void Show(string? search, string? sort, bool descending, string? after) => Navigation.NavigateTo(
        WorkbenchUrls.WithQuery(
            WorkbenchUrls.Data,
            ("q", string.IsNullOrEmpty(search) ? null : search),
            ("sort", sort == DefaultSort ? null : sort),
            ("asc", descending ? null : "true"),
            ("archived", Archived ? "true" : null),
            ("after", after)),
        replace: true);
}
