using MlWorkbench.Application.Serving.Batch;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>The answer of <see cref="ScoreDialog"/>.</summary>
/// <param name="Version">Version of the dataset.</param>
public sealed record ScoreChoice(string Model, string Dataset, int Version, BatchOrder Order);
