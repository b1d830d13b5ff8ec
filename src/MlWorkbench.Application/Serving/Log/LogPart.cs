namespace MlWorkbench.Application.Serving.Log;

/// <summary>Rows of one batch that a reader asked for.</summary>
/// <param name="Batch">The batch without its columns.</param>
internal sealed record LogPart(PredictionBatch Batch, LogBlock Block);
