using MlWorkbench.Application.Serving.Endpoints;

namespace MlWorkbench.Application.Serving.Shadows;

/// <summary>A call that a shadow repeats.</summary>
/// <param name="Answers">The logged answers, in the order of the rows.</param>
/// <param name="Duration">Time until the answers were scored.</param>
internal sealed record ShadowCall(ServedEndpoint Endpoint, ServedRoute Shadow, PredictionRequest Request, IReadOnlyList<PredictionToLog> Answers, TimeSpan Duration);
