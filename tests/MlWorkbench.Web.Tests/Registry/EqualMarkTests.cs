using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Web.Experiments.Runs;
using MlWorkbench.Web.Registry;

namespace MlWorkbench.Web.Tests.Registry;

/// <summary>Marks next to two values. An arrow would suggest that equal values differ.</summary>
public sealed class EqualMarkTests
{
    [Theory]
    [InlineData(ComparisonOutcome.WithinNoise)]
    [InlineData(ComparisonOutcome.TooFewRows)]
    [InlineData(ComparisonOutcome.Better)]
    [InlineData(ComparisonOutcome.Worse)]
    public async Task GainMark_EqualValues_ShowsNoArrow(ComparisonOutcome outcome)
    {
        var html = await RenderAsync<GainMark>(new() { ["Gain"] = 0.0, ["Outcome"] = outcome });

        Assert.EndsWith(">equal</span>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.02, ComparisonOutcome.Better, "▲")]
    [InlineData(-0.02, ComparisonOutcome.Worse, "▼")]
    public async Task GainMark_ValuesThatDiffer_ShowsTheirArrow(double gain, ComparisonOutcome outcome, string arrow) =>
        Assert.Contains(arrow, await RenderAsync<GainMark>(new() { ["Gain"] = gain, ["Outcome"] = outcome }), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "= 0.000")]
    [InlineData(0.02, "▲ 0.020")]
    [InlineData(-0.02, "▼ 0.020")]
    public async Task ComparedMetricsTable_Gain_HasTheMarkOfItsSign(double gain, string mark)
    {
        var (first, second) = (RunOf(1), RunOf(2));
        var value = new MetricValue("rocAuc", 0.8, 0.75, 0.85, HigherIsBetter: true);
        var metric = new ComparedMetric("rocAuc", "ROC AUC", HigherIsBetter: true,
        [
            new ComparedCell(value, 100, null, ComparisonOutcome.WithinNoise),
            new ComparedCell(value, 100, gain, ComparisonOutcome.WithinNoise),
        ]);
        var comparison = new RunComparison
        {
            BaseId = first.Id,
            OnTestSplit = true,
            Metric = "rocAuc",
            Runs = [first, second],
            Metrics = [metric],
            Parameters = [],
            Segments = [],
            Cautions = [],
        };

        var html = await RenderAsync<ComparedMetricsTable>(new() { ["Comparison"] = comparison });

        var cell = html[html.IndexOf("mlw-delta", StringComparison.Ordinal)..];
        Assert.Equal(mark, cell[(cell.IndexOf('>', StringComparison.Ordinal) + 1)..cell.IndexOf('<', StringComparison.Ordinal)]);
    }

    private static ComparedRun RunOf(int number) => new()
    {
        Id = new Guid(number, 0, 0, new byte[8]),
        Number = number,
        Title = "Linear",
        Trainer = "linear",
        ExperimentId = Guid.Empty,
        ExperimentName = "Predict churn",
        Dataset = "customers",
        DatasetVersion = 1,
        Seconds = 1.5,
        Verdict = null,
        Outcome = ComparisonOutcome.WithinNoise,
        Paired = null,
    };

    private static async Task<string> RenderAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => System.Net.WebUtility.HtmlDecode((await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString()).Trim());
    }
}
