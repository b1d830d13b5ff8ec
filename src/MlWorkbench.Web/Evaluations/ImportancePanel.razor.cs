using System.Globalization;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Web.Components.Shared;
using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.BarLib;

namespace MlWorkbench.Web.Evaluations;

/// <summary>Permutation importance as bars, largest on top, with the standard deviation over the shuffles.</summary>
public sealed partial class ImportancePanel
{
    private const int MostBars = 20;

    private RunEvaluation? _drawn;
    private Plotly.Blazor.Layout _layout = new();
    private IList<ITrace> _data = [];

    [Parameter, EditorRequired]
    public required RunDetails Run { get; set; }

    private IReadOnlyList<FeatureImportance> Shown => [.. Run.Evaluation!.Importance.Take(MostBars)];

    private string MetricTitle => Metrics.All.First(metric => metric.Name == Run.Evaluation!.Validation.Metrics[0].Name).Title;

    protected override void OnParametersSet()
    {
        if (Run.Evaluation is not { Importance.Count: > 0 } || ReferenceEquals(_drawn, Run.Evaluation))
        {
            return;
        }

        _drawn = Run.Evaluation;
        _layout = PlotStyle.Layout(PlotStyle.Escape($"Loss of {MetricTitle}"), "");
        _layout.ShowLegend = false;
        _layout.YAxis[0].AutoMargin = Plotly.Blazor.LayoutLib.YAxisLib.AutoMarginFlag.True;
        _layout.YAxis[0].Type = Plotly.Blazor.LayoutLib.YAxisLib.TypeEnum.Category;
        var bottomUp = Shown.Reverse().ToList();
        _data =
        [
            new Bar
            {
                Orientation = OrientationEnum.H,
                Y = [.. bottomUp.Select(feature => (object)PlotStyle.Escape(feature.Column))],
                X = [.. bottomUp.Select(feature => (object)feature.Drop)],
                ErrorX = new ErrorX { Type = Plotly.Blazor.Traces.BarLib.ErrorXLib.TypeEnum.Data, Array = [.. bottomUp.Select(feature => (object)(feature.StandardDeviation ?? 0))], Color = PlotStyle.Reference },
                Marker = new Marker { Color = PlotStyle.Current },
            },
        ];
    }

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
