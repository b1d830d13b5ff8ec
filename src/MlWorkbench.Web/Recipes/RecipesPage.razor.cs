using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Recipes;

namespace MlWorkbench.Web.Recipes;

/// <summary>The list of recipes.</summary>
public sealed partial class RecipesPage
{
    private const int PageSize = 50;
    private const string DefaultSort = "updated";

    private static readonly (string? Key, string Title, bool IsNumber)[] Columns =
    [
        ("name", "Recipe", false), (null, "For dataset", false), (null, "Version", true), ("steps", "Steps", true), ("experiments", "Experiments", true), ("updated", "Updated", false), (null, "By", false),
    ];

    private Page<RecipeSummary>? _recipes;
    private bool _mayWrite;

    [Inject]
    public required RecipeCatalog Catalog { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "asc")]
    public bool Ascending { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private bool Descending => !Ascending;

    private bool IsEmpty => _recipes is { Total: 0 } && string.IsNullOrEmpty(Search);

    protected override Task OnParametersSetAsync()
    {
        Sort ??= DefaultSort;
        return LoadAsync(async actor =>
        {
            _mayWrite = actor.May(Permission.RunExperiments);
            _recipes = await Catalog.ListAsync(actor, new ListQuery(Search, Sort, Descending, After, PageSize), Left);
        });
    }

    private string? AriaSort(string key) => key != Sort ? null : Descending ? "descending" : "ascending";

    private void SortBy(string key) => Show(Search, key, key == Sort ? !Descending : key != "name", null);

    private void Show(string? search, string? sort, bool descending, string? after) => Navigation.NavigateTo(
        WorkbenchUrls.WithQuery(
            WorkbenchUrls.Recipes,
            ("q", string.IsNullOrEmpty(search) ? null : search),
            ("sort", sort == DefaultSort ? null : sort),
            ("asc", descending ? null : "true"),
            ("after", after)),
        replace: true);
}
