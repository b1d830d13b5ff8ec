namespace MlWorkbench.Application.Evaluations;

/// <summary>The evaluation of a subject on one split of its data. Its results are parts, so that readers load only those they need.</summary>
internal sealed class Evaluation
{
    /// <summary><see cref="Source"/> of the evaluations at the end of a search.</summary>
    public const string OfSearch = "search";

    public Guid Id { get; init; }

    public EvaluationSubject SubjectKind { get; init; }

    /// <summary>Id of the run, the model version or the endpoint.</summary>
    public Guid SubjectId { get; init; }

    /// <summary>The data. Null if the data is a window.</summary>
    public Guid? DatasetVersionId { get; init; }

    /// <summary>Start of the window. Null if the data is a dataset version.</summary>
    public DateTime? WindowFrom { get; init; }

    public DateTime? WindowTo { get; init; }

    public EvaluationSplit Split { get; init; }

    /// <summary>Code of the process that made the evaluation.</summary>
    public required string Source { get; init; }

    public DateTime CreatedAt { get; init; }

    public List<EvaluationPart> Parts { get; } = [];
}
