namespace MlWorkbench.Application.Evaluations;

/// <summary>A run judged on validation rows and on the untouched test split.</summary>
internal sealed class Evaluation
{
    /// <summary>The run's id: one evaluation a run.</summary>
    public Guid RunId { get; init; }

    /// <summary>JSON: the engine's <c>RunEvaluation</c>.</summary>
    public required string Result { get; init; }

    public DateTime CreatedAt { get; init; }
}
