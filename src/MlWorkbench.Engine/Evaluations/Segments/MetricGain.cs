namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>How much better a candidate does than a reference model, in units of the metric.</summary>
/// <param name="Gain">Positive: the candidate is better, whichever way the metric points.</param>
/// <param name="Low">Lower end of the gain's own 95 % interval.</param>
/// <param name="PValue">Two-sided, of the hypothesis that the two are equally good.</param>
public sealed record MetricGain(MetricValue Candidate, MetricValue Reference, double Gain, double Low, double High, double PValue);
