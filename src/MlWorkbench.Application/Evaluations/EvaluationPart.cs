using MlWorkbench.Engine.Evaluations.Parts;

namespace MlWorkbench.Application.Evaluations;

/// <summary>One kind of result of an evaluation.</summary>
internal sealed class EvaluationPart
{
    public Guid EvaluationId { get; init; }

    public Evaluation? Evaluation { get; init; }

    /// <summary>Code of the engine's part.</summary>
    public required string Kind { get; init; }

    /// <summary>Version of the stored form.</summary>
    public int Format { get; init; }

    /// <summary>JSON: the engine's part.</summary>
    public required string Result { get; init; }

    public static EvaluationPart Of<TPart>(TPart part)
        where TPart : class, IEvaluationPart<TPart> =>
        new() { Kind = TPart.Kind, Format = TPart.Format, Result = TPart.Write(part) };
}
