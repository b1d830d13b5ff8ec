using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Engine.Datasets.Associations;
using MlWorkbench.Web.Components.Shared;
using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.HeatMapLib;

namespace MlWorkbench.Web.Datasets.Analyses;

/// <summary>All pairs of columns as a heat map, next to a list of the strongest pairs or the pairs of one column.</summary>
public sealed partial class AssociationsPanel
{
    private const int MostShown = 30;

    // Above this number, names are unreadable and a number per pair is too much for a page. The map becomes an image.
    private const int MostLabelled = 60;
    private const int LongestLabel = 32;

    private string? _image;
    private IList<ITrace> _traces = [];
    private Plotly.Blazor.Layout _layout = new();

    [Inject]
    public required DatasetAnalyses Analyses { get; init; }

    [Parameter, EditorRequired]
    public required string Dataset { get; set; }

    [Parameter, EditorRequired]
    public required int Version { get; set; }

    /// <summary>The column whose pairs are listed. If null, the strongest pairs of all columns are listed.</summary>
    [Parameter]
    public string? Selected { get; set; }

    [Parameter]
    public EventCallback<string?> OnSelect { get; set; }

    protected override Task OnParametersSetAsync()
    {
        var (dataset, version) = (Dataset, Version);
        return ShowAsync((dataset, version), actor => Analyses.GetAssociationsAsync(actor, dataset, version, Left));
    }

    protected override void Prepare(AssociationMatrix result)
    {
        _image = result.Columns.Count > MostLabelled ? AssociationImage.DataUrl(result) : null;
        if (_image is not null)
        {
            return;
        }

        var names = result.Columns.Select((column, index) => (object)PlotStyle.Escape(Label(column.Name, index))).ToList();
        _traces =
        [
            new HeatMap
            {
                X = names,
                Y = names,
                Z = [.. Enumerable.Range(0, names.Count).Select(row => (object)Enumerable.Range(0, names.Count).Select(column => result[row, column]).ToArray())],
                ZMin = -1,
                ZMax = 1,
                ZMid = 0,
                ColorScale = new List<object> { new object[] { 0, "#D55E00" }, new object[] { 0.5, "rgba(122, 133, 148, 0.08)" }, new object[] { 1, PlotStyle.Current } },
                HoverTemplate = "%{y} · %{x}: %{z:.3f}<extra></extra>",
                ColorBar = new ColorBar { Thickness = 10, OutlineWidth = 0 },
            },
        ];
        _layout = PlotStyle.Layout("", "");
        _layout.ShowLegend = false;
        foreach (var axis in _layout.XAxis)
        {
            axis.ShowGrid = false;
        }

        foreach (var axis in _layout.YAxis)
        {
            axis.ShowGrid = false;
            axis.AutoRange = Plotly.Blazor.LayoutLib.YAxisLib.AutoRangeEnum.Reversed;
            axis.AutoMargin = Plotly.Blazor.LayoutLib.YAxisLib.AutoMarginFlag.True;
        }
    }

    private static string Title(AssociationMatrix matrix) => $"Associations of {NumberText.Count(matrix.Columns.Count)} columns";

    /// <summary>Shortens a long name to leave space for the map. A number distinguishes names with the same beginning.</summary>
    private static string Label(string name, int index) => name.Length <= LongestLabel ? name : $"{name[..(LongestLabel - 8)]}… ({index + 1})";

    private static string MeasureName(string measure) => measure switch
    {
        "pearson" => "Pearson's r",
        "cramers_v" => "Cramér's V",
        _ => "correlation ratio",
    };

    private static string MeasureSymbol(string measure) => measure switch
    {
        "pearson" => "r",
        "cramers_v" => "V",
        _ => "η",
    };

    private static string MeasureOf(AssociatedColumn first, AssociatedColumn second) => (first.IsNumeric, second.IsNumeric) switch
    {
        (true, true) => "pearson",
        (false, false) => "cramers_v",
        _ => "correlation_ratio",
    };

    private IEnumerable<AssociatedPair> Pairs(AssociationMatrix matrix)
    {
        var selected = matrix.Columns.Index().FirstOrDefault(column => column.Item.Name == Selected, (Index: -1, Item: null!));
        return selected.Index < 0
            ? matrix.Strongest.Take(MostShown)
            : matrix.Columns.Index()
                .Where(other => other.Index != selected.Index)
                .Select(other => new AssociatedPair(selected.Item.Name, other.Item.Name, MeasureOf(selected.Item, other.Item), matrix[selected.Index, other.Index]))
                .OrderByDescending(pair => Math.Abs(pair.Value))
                .Take(MostShown);
    }
}
