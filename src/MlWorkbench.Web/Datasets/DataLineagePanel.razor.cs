using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Datasets.Lineage;

namespace MlWorkbench.Web.Datasets;

/// <summary>Where a version came from and what was made of it.</summary>
public sealed partial class DataLineagePanel
{
    private DatasetLineage? _lineage;
    private (string, int) _loaded;

    [Inject]
    public required LineageCatalog Catalog { get; init; }

    [Parameter, EditorRequired]
    public required string Dataset { get; set; }

    [Parameter, EditorRequired]
    public int Version { get; set; }

    private bool IsUnused => _lineage is { Experiments.Total: 0, DriftChecks.Total: 0 };

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Dataset, Version))
        {
            return;
        }

        _loaded = (Dataset, Version);
        await LoadAsync(async actor => _lineage = await Catalog.GetAsync(actor, Dataset, Version, Left));
    }
}
