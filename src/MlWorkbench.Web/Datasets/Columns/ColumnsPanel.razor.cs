using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Associations;
using MlWorkbench.Engine.Datasets.Filters;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Datasets.Columns;

/// <summary>The profile of every column in a dense table, next to the details of a selected column.</summary>
public sealed partial class ColumnsPanel
{
    private const int PageSize = 100;
    private const int MedianIndex = 3;
    private const int ShownLevels = 3;

    private List<(ColumnSchema Schema, ColumnProfile Profile)> _matches = [];
    private (ColumnSchema Schema, ColumnProfile Profile)? _selected;

    [Inject]
    public required DatasetAnalyses Analyses { get; init; }

    [Parameter, EditorRequired]
    public required string Dataset { get; set; }

    [Parameter, EditorRequired]
    public required int Version { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ColumnSchema> Schema { get; set; }

    [Parameter, EditorRequired]
    public required DatasetProfile Profile { get; set; }

    /// <summary>The target whose rate or mean is shown by the other columns.</summary>
    [Parameter]
    public string? Target { get; set; }

    [Parameter]
    public string? Search { get; set; }

    /// <summary>Name of the column shown in detail.</summary>
    [Parameter]
    public string? Selected { get; set; }

    [Parameter]
    public int Offset { get; set; }

    /// <summary>Returns the address of a bar's rows.</summary>
    [Parameter, EditorRequired]
    public required Func<IReadOnlyList<RowCondition>, string> BarUrl { get; set; }

    [Parameter]
    public EventCallback<string?> OnTarget { get; set; }

    [Parameter]
    public EventCallback<string> OnSearch { get; set; }

    [Parameter]
    public EventCallback<string?> OnSelect { get; set; }

    [Parameter]
    public EventCallback<int> OnPage { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _matches = [.. Schema.Zip(Profile.Columns).Where(column => string.IsNullOrWhiteSpace(Search) || column.First.Name.Contains(Search.Trim(), StringComparison.OrdinalIgnoreCase))];
        _selected = _matches.FirstOrDefault(column => column.Schema.Name == Selected) is { Schema: not null } found ? found : null;
        if (Target is { } target)
        {
            var (dataset, version) = (Dataset, Version);
            await ShowAsync((dataset, version, target), actor => Analyses.GetTargetRatesAsync(actor, dataset, version, target, Left));
        }
        else
        {
            ShowNothing();
        }
    }

    private ColumnAgainstTarget? Against(string column) => Analysis?.Result?.Columns.FirstOrDefault(against => against.Column == column);

    private string TopText(ColumnProfile profile) =>
        string.Join(", ", (profile.TopValues ?? []).Take(ShownLevels).Select(value => $"{value.Value} ({NumberText.Percent((double)value.Count / Profile.Rows)})"));
}
