using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets.Derivations;
using MlWorkbench.Application.Lineage;

namespace MlWorkbench.Web.Datasets;

/// <summary>Origin of a version, and the objects that depend on it.</summary>
public sealed partial class DataLineagePanel
{
    private DatasetLineage? _lineage;
    private (string, int) _loaded;
    private bool _mayDerive;
    private bool _repeating;

    [Inject]
    public required LineageCatalog Catalog { get; init; }

    [Inject]
    public required DatasetDeriver Deriver { get; init; }

    [Parameter, EditorRequired]
    public required string Dataset { get; set; }

    [Parameter, EditorRequired]
    public int Version { get; set; }

    private bool IsUnused => _lineage is { Experiments.Total: 0, Recipes.Total: 0, DriftChecks.Total: 0, Derived.Total: 0 };

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Dataset, Version))
        {
            return;
        }

        _loaded = (Dataset, Version);
        await LoadAsync(async actor =>
        {
            _mayDerive = actor.May(Permission.ManageDatasets);
            _lineage = await Catalog.GetAsync(actor, Dataset, Version, Left);
        });
    }

    private async Task RepeatAsync()
    {
        _repeating = true;
        await ActAsync(async actor =>
        {
            var import = await Deriver.StartRepeatAsync(actor, Dataset, Version, Left);
            Navigation.NavigateTo(WorkbenchUrls.Import(import, "lineage"));
        });
        _repeating = false;
    }
}
