namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Scored rows of a batch prediction that runs. The next attempt of its job continues after them.</summary>
internal sealed class BatchPiece
{
    public Guid BatchId { get; init; }

    public BatchPrediction? Batch { get; init; }

    /// <summary>Number of rows before the piece.</summary>
    public long FirstRow { get; init; }

    public int Rows { get; init; }

    /// <summary>The content that a model looked back at. Scores from another one do not belong into the same result.</summary>
    public string? History { get; init; }

    /// <summary>The numbers of a <see cref="BatchScorer"/>, eight bytes each.</summary>
    public required byte[] Scores { get; init; }
}
