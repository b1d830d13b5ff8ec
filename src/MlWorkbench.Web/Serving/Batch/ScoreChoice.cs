using MlWorkbench.Application.Access;
using MlWorkbench.Application.Serving.Batch;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>The answer of <see cref="ScoreDialog"/>.</summary>
/// <param name="Dataset">The dataset to score. Null for logged predictions.</param>
/// <param name="Version">Version of the dataset.</param>
/// <param name="Log">The logged predictions to score. Null for a dataset.</param>
public sealed record ScoreChoice(string Model, string? Dataset, int? Version, LoggedWindow? Log, BatchOrder Order)
{
    public Task<Guid> StartAsync(BatchPredictions batches, Actor actor, CancellationToken cancellationToken) => Log is { } window
        ? batches.StartAsync(actor, Model, window, Order, cancellationToken)
        : batches.StartAsync(actor, Model, Dataset!, Version, Order, cancellationToken);
}
