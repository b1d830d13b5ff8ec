using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Datasets.Imports;

namespace MlWorkbench.Web.Datasets.Upload;

/// <summary>The imports in progress, so that people who left their page find them again.</summary>
public sealed partial class ImportsBanner
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    private IReadOnlyList<ImportDetails> _imports = [];
    private string? _shown;

    [Inject]
    public required ImportCatalog Catalog { get; init; }

    /// <summary>If null, imports into all datasets are shown.</summary>
    [Parameter]
    public string? Dataset { get; set; }

    /// <summary>An import that the page shows elsewhere. If null, all are shown.</summary>
    [Parameter]
    public Guid? Except { get; set; }

    /// <summary>Called when an import has ended.</summary>
    [Parameter]
    public EventCallback OnEnd { get; set; }

    protected override void OnInitialized() => _ = KeepFreshAsync(RefreshInterval, async () =>
    {
        await ReadAsync();
        return Refusal is null;
    });

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != Dataset)
        {
            _imports = [];
        }

        _shown = Dataset;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var before = _imports;
        await LoadAsync(async actor => _imports = await Catalog.ListActiveAsync(actor, Dataset, Left));
        if (before.Any(import => _imports.All(other => other.Id != import.Id)))
        {
            await OnEnd.InvokeAsync();
        }
    }
}
