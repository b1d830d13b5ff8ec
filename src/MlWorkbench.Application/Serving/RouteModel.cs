using MlWorkbench.Scoring;

namespace MlWorkbench.Application.Serving;

/// <summary>The model of a route with the history for a call.</summary>
/// <param name="Warnings">Reasons why a newer history is not used.</param>
internal sealed record RouteModel(IScorer Scorer, PredictionHistory? History, IReadOnlyList<PredictionWarning> Warnings);
