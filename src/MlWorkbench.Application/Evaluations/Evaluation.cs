namespace MlWorkbench.Application.Evaluations;

/// <summary>The evaluation of a run on validation rows and on the test split.</summary>
internal sealed class Evaluation
{
    /// <summary>The run's id: a run has one evaluation.</summary>
    public Guid RunId { get; init; }

    /// <summary>JSON: the engine's <c>RunEvaluation</c>.</summary>
    public required string Result { get; init; }

    public DateTime CreatedAt { get; init; }
}
