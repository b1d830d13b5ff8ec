namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>Gain of a candidate over a reference model, in units of the metric.</summary>
/// <param name="Gain">Positive if the candidate is better, for either direction of the metric.</param>
/// <param name="Low">Lower end of the gain's own 95 % interval.</param>
/// <param name="PValue">Two-sided p-value of the hypothesis that both models are equally good.</param>
public sealed record MetricGain(MetricValue Candidate, MetricValue Reference, double Gain, double Low, double High, double PValue);
