namespace MlWorkbench.Engine.Evaluations.Parts;

/// <summary>All metrics of the task, the search metric first, with the number of rows.</summary>
public sealed record MetricsPart(int Rows, IReadOnlyList<MetricValue> Metrics) : IEvaluationPart<MetricsPart>
{
    public static string Kind => "metrics";
}
