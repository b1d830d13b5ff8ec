using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MudBlazor;

namespace MlWorkbench.Web.Recipes;

/// <summary>A recipe with a preview on a dataset's rows. The address stores the recipe's version, and the dataset, version and target of the preview.</summary>
public sealed partial class RecipePage
{
    private const int MostDatasets = 200;
    private const int ShownRows = 15;

    private readonly List<DraftStep> _steps = [];
    private IReadOnlyList<DatasetSummary>? _datasets;
    private RecipeDetails? _recipe;
    private RecipeVersionDetails? _version;
    private string? _dataset;
    private DatasetVersionDetails? _data;
    private int? _asOf;
    private IReadOnlyList<DatasetVersionSummary> _versions = [];
    private RecipePreview? _preview;
    private string? _previewProblem;
    private string _savedJson = "";
    private bool _mayWrite;
    private int _nextId;
    private int? _open;
    private int _asked;

    [Inject]
    public required RecipeCatalog Catalog { get; init; }

    [Inject]
    public required RecipeEditor Editor { get; init; }

    [Inject]
    public required RecipePreviews Previews { get; init; }

    [Inject]
    public required DatasetCatalog Datasets { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    /// <summary>Name of the recipe. Null for a new one.</summary>
    [Parameter]
    public string? Name { get; set; }

    [SupplyParameterFromQuery]
    public int? Version { get; set; }

    /// <summary>Dataset of the preview. If omitted, the recipe's own.</summary>
    [SupplyParameterFromQuery]
    public string? Dataset { get; set; }

    /// <summary>Version of the dataset. If omitted, the newest.</summary>
    [SupplyParameterFromQuery]
    public int? Data { get; set; }

    [SupplyParameterFromQuery]
    public string? Target { get; set; }

    /// <summary>First steps of a new recipe, as JSON.</summary>
    [SupplyParameterFromQuery]
    public string? Steps { get; set; }

    private RecipeDefinition Draft => new([.. _steps.Select(step => step.Definition)]);

    private bool IsChanged => _datasets is not null && RecipeJson.Write(Draft) != _savedJson;

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync(async actor =>
        {
            _mayWrite = actor.May(Permission.RunExperiments);
            await ReadRecipeAsync(actor);
            var datasets = _datasets ?? (await Datasets.ListAsync(actor, new ListQuery(Sort: "name", Descending: false, Limit: MostDatasets), archived: false, Left)).Items;
            await ReadDataAsync(actor, Dataset ?? _recipe?.Dataset ?? (datasets is [var only] ? only.Name : null));
            _datasets = datasets;
        });
        await PreviewAsync();
    }

    private async Task ReadRecipeAsync(Actor actor)
    {
        if (Name is null)
        {
            if (_datasets is null || _recipe is not null)
            {
                (_recipe, _version) = (null, null);
                Take(Steps is null ? new RecipeDefinition([]) : RecipeJson.Read(Steps));
                _savedJson = RecipeJson.Write(new RecipeDefinition([]));
            }

            return;
        }

        if (_recipe?.Name == Name && _version!.Version == (Version ?? _recipe.Versions[0].Version))
        {
            return;
        }

        _version = await Catalog.GetVersionAsync(actor, new RecipeReference(Name, Version), Left);
        _recipe = await Catalog.GetAsync(actor, Name, Left);
        Take(_version.Definition);
    }

    private void Take(RecipeDefinition definition)
    {
        _steps.Clear();
        _steps.AddRange(definition.Steps.Select(step => new DraftStep(_nextId++, step)));
        _savedJson = RecipeJson.Write(definition);
        _open = null;
    }

    private async Task ReadDataAsync(Actor actor, string? dataset)
    {
        if (dataset == _dataset && (dataset is null || (_data is not null && _asOf == Data)))
        {
            return;
        }

        (_dataset, _asOf, _data, _preview) = (dataset, Data, null, null);
        if (dataset is not null)
        {
            _versions = (await Datasets.GetAsync(actor, dataset, archived: false, Left)).Versions;
            _data = await Datasets.GetVersionAsync(actor, dataset, Data, Left);
        }
    }

    /// <summary>Refreshes the preview. An answer is discarded if the steps changed after its request.</summary>
    private async Task PreviewAsync()
    {
        var asked = ++_asked;
        if (_data is null)
        {
            return;
        }

        try
        {
            var preview = await Previews.PreviewAsync(await ActorAsync(), _data.Dataset, _data.Version, Draft, Target, ShownRows, Left);
            if (asked == _asked)
            {
                (_preview, _previewProblem) = (preview, null);
            }
        }
        catch (Exception exception) when (FindRefusal(exception) is { } refusal)
        {
            if (asked == _asked)
            {
                _previewProblem = refusal;
            }
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            // The page was closed.
        }
    }

    private RecipeIssue? IssueOf(int index) => _preview?.Issues.FirstOrDefault(issue => issue.Step == index + 1);

    private IReadOnlyList<(string Name, ColumnType Type)> ColumnsAt(int index) => _data is null
        ? []
        : RecipeCheck.ColumnsBefore(Draft, index + 1, [.. _data.Columns.Select(column => (column.Name, column.Type))], Target);

    private static string Title(StepDefinition step) => StepKinds.Of(step).Blank().Describe() == step.Describe() ? StepKinds.Of(step).Title : step.Describe();

    private void Toggle(int id) => _open = _open == id ? null : id;

    private Task AddAsync(ChangeEventArgs change)
    {
        if (StepKinds.All.FirstOrDefault(kind => kind.Title == (string?)change.Value) is not { } chosen)
        {
            return Task.CompletedTask;
        }

        _steps.Add(new DraftStep(_nextId, chosen.Blank()));
        _open = _nextId++;
        return PreviewAsync();
    }

    private Task ChangeAsync(int index, StepDefinition definition)
    {
        _steps[index] = _steps[index] with { Definition = definition };
        return PreviewAsync();
    }

    private Task MoveAsync(int index, int by)
    {
        (_steps[index], _steps[index + by]) = (_steps[index + by], _steps[index]);
        return PreviewAsync();
    }

    private Task RemoveAsync(int index)
    {
        _steps.RemoveAt(index);
        return PreviewAsync();
    }

    private async Task SaveAsync()
    {
        var parameters = new DialogParameters<SaveRecipeDialog> { { dialog => dialog.Name, Name }, { dialog => dialog.Next, (_recipe?.Versions[0].Version ?? 0) + 1 } };
        var dialog = await Dialogs.ShowAsync<SaveRecipeDialog>(Name is null ? "Save recipe" : $"Save {Name}", parameters);
        if ((await dialog.Result)?.Data is not RecipeDraft given)
        {
            return;
        }

        await ActAsync(async actor =>
        {
            var saved = Name is null
                ? await Editor.CreateAsync(actor, given with { Definition = Draft, Dataset = _dataset }, Left)
                : await Editor.SaveAsync(actor, Name, Draft, given.Comment, Left);
            Snackbar.Add($"Saved as version {saved.Version} of {saved.Name}.", Severity.Success);
            _savedJson = RecipeJson.Write(Draft);
            _recipe = null;
            if (Name is not null && Version is null)
            {
                await ReadRecipeAsync(actor);
            }
            else
            {
                Navigation.NavigateTo(WithPreview(WorkbenchUrls.Recipe(saved.Name)));
            }
        });
    }

    private async Task DeleteAsync()
    {
        var sure = await Dialogs.ShowMessageBoxAsync("Delete the recipe?", $"'{Name}' and its versions ({_recipe!.Versions.Count}) will be deleted permanently. A recipe that an experiment used cannot be deleted.", yesText: "Delete recipe", cancelText: "Keep");
        if (sure == true && await ActAsync(actor => Editor.DeleteAsync(actor, Name!, Left)))
        {
            _savedJson = RecipeJson.Write(Draft);
            Navigation.NavigateTo(WorkbenchUrls.Recipes);
        }
    }

    /// <summary>Whether an address shows the same recipe version. If it does, only the preview's data changes and the steps are not lost.</summary>
    private bool IsThisVersion(Uri address) =>
        address.AbsolutePath == new Uri(Navigation.Uri).AbsolutePath && QueryHelpers.ParseQuery(address.Query).GetValueOrDefault("version").ToString() == (Version?.ToString(CultureInfo.InvariantCulture) ?? "");

    private void ShowVersion(ChangeEventArgs change) => Navigation.NavigateTo(
        WithPreview(WorkbenchUrls.Recipe(Name!, int.Parse((string)change.Value!, CultureInfo.InvariantCulture))));

    private void Show(string? dataset, string? target, int? data) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["dataset"] = dataset, ["target"] = target, ["data"] = data }),
        replace: true);

    private string WithPreview(string address) => Navigation.GetUriWithQueryParameters(
        Navigation.ToAbsoluteUri(address).ToString(), new Dictionary<string, object?> { ["dataset"] = Dataset, ["target"] = Target, ["data"] = Data });
}
