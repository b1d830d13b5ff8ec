using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Web.Evaluations;

/// <summary>A metric in an API answer.</summary>
internal sealed record MetricAnswer(string Metric, double Value, double? Low, double? High, bool HigherIsBetter)
{
    public static MetricAnswer? Of(MetricValue? value) => value is null ? null : new(value.Name, value.Value, value.Low, value.High, value.HigherIsBetter);
}
