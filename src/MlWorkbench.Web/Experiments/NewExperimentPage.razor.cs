using System.Globalization;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine.Tasks;

namespace MlWorkbench.Web.Experiments;

/// <summary>A form that starts an experiment in two clicks. The address stores dataset, version, target and recipe.</summary>
public sealed partial class NewExperimentPage
{
    private const int MostDatasets = 200;
    private const int MostRecipes = 200;

    private readonly ExperimentForm _form = new();
    private IReadOnlyList<DatasetSummary>? _datasets;
    private IReadOnlyList<DatasetVersionSummary> _versions = [];
    private IReadOnlyList<RecipeSummary> _recipes = [];
    private string? _recipeProblem;
    private DatasetVersionDetails? _data;
    private TargetProposal? _proposal;
    private string? _targetProblem;
    private string? _problem;
    private bool _mayStart;
    private bool _starting;

    [Inject]
    public required DatasetCatalog Datasets { get; init; }

    [Inject]
    public required RecipeCatalog Recipes { get; init; }

    [Inject]
    public required RecipePreviews RecipeChecks { get; init; }

    [Inject]
    public required TargetReader Targets { get; init; }

    [Inject]
    public required ExperimentLauncher Launcher { get; init; }

    [SupplyParameterFromQuery]
    public string? Dataset { get; set; }

    [SupplyParameterFromQuery]
    public int? Version { get; set; }

    [SupplyParameterFromQuery]
    public string? Target { get; set; }

    [SupplyParameterFromQuery]
    public string? Recipe { get; set; }

    private string ProposalTitle => $"{TaskDefinitions.Of(_proposal!.Task).Title} of {_proposal.Target}, {_proposal.Rows.ToString("#,0", CultureInfo.InvariantCulture)} rows with a value";

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync(async actor =>
        {
            _mayStart = actor.May(Permission.RunExperiments);
            _datasets ??= (await Datasets.ListAsync(actor, new ListQuery(Sort: "name", Descending: false, Limit: MostDatasets), archived: false, Left)).Items;
            Dataset ??= _datasets is [{ } only] ? only.Name : null;
            await ReadDataAsync(actor);
            await ReadRecipesAsync(actor);
        });
        await ProposeAsync();
    }

    private async Task ReadDataAsync(Actor actor)
    {
        if (Dataset is null)
        {
            (_data, _versions) = (null, []);
            return;
        }

        if (_data?.Dataset != Dataset || (Version ?? _data.Version) != _data.Version)
        {
            _data = await Datasets.GetVersionAsync(actor, Dataset, Version, Left);
            _versions = (await Datasets.GetAsync(actor, Dataset, archived: false, Left)).Versions;
        }
    }

    /// <summary>Lists the recipes of the dataset first, and checks the chosen one against the columns.</summary>
    private async Task ReadRecipesAsync(Actor actor)
    {
        var recipes = (await Recipes.ListAsync(actor, new ListQuery(Sort: "name", Descending: false, Limit: MostRecipes), Left)).Items;
        _recipes = [.. recipes.OrderBy(recipe => recipe.Dataset == Dataset ? 0 : 1)];
        (_form.Recipe, _recipeProblem) = (string.IsNullOrEmpty(Recipe) ? null : RecipeReference.Parse(Recipe), null);
        if (_data is null || _form.Recipe is not { } reference)
        {
            return;
        }

        try
        {
            var version = await Recipes.GetVersionAsync(actor, reference, Left);
            _recipeProblem = await RecipeChecks.CheckAsync(actor, _data.Dataset, _data.Version, version.Definition, Target, Left) is [var issue, ..] ? issue.ToException().Message : null;
        }
        catch (Exception exception) when (FindRefusal(exception) is { } refusal)
        {
            _recipeProblem = refusal;
        }
    }

    /// <summary>Proposes the task, the positive class and the metric for the target column.</summary>
    private async Task ProposeAsync()
    {
        _problem = null;
        if (_proposal is not null && _proposal.Target != Target)
        {
            (_form.Task, _form.Metric, _form.PositiveClass) = (null, null, null);
        }

        (_proposal, _targetProblem) = (null, null);
        if (_data is null || Target is null)
        {
            return;
        }

        try
        {
            var actor = await ActorAsync();
            var proposal = await Targets.ProposeAsync(actor, _data.Dataset, _data.Version, Target, _form.Task, _form.PositiveClass, Left);
            if (proposal.Target == Target)
            {
                _proposal = proposal;
                DropUnknownMetric();
            }
        }
        catch (Exception exception) when (FindRefusal(exception) is { } refusal)
        {
            _targetProblem = refusal;
        }
    }

    private void DropUnknownMetric()
    {
        if (_form.Metric is { } chosen && Engine.Evaluations.Metrics.For(_proposal!.Task).All(metric => metric.Name != chosen))
        {
            _form.Metric = null;
        }
    }

    private Task ChoosePositiveAsync(string label)
    {
        _form.PositiveClass = label;
        return ProposeAsync();
    }

    private async Task StartAsync()
    {
        _problem = null;
        _starting = true;
        try
        {
            var id = await Launcher.LaunchAsync(await ActorNowAsync(), _form.ToRequest(_data!.Dataset, _data.Version, Target!), Left);
            Navigation.NavigateTo(WorkbenchUrls.Experiment(id));
        }
        catch (Exception exception) when (FindRefusal(exception) is { } refusal)
        {
            _problem = refusal;
        }
        finally
        {
            _starting = false;
        }
    }

    private void ChooseRecipe(string? recipe)
    {
        Recipe = recipe;
        Show(Dataset, Version, Target);
    }

    private void Show(string? dataset, int? version, string? target) => Navigation.NavigateTo(
        WorkbenchUrls.WithQuery("experiments/new", ("dataset", dataset), ("version", version?.ToString(CultureInfo.InvariantCulture)), ("target", target), ("recipe", string.IsNullOrEmpty(Recipe) ? null : Recipe)),
        replace: true);
}
