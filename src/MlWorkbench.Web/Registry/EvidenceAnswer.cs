using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Web.Registry;

/// <summary>The evidence for a transition in an API answer.</summary>
internal sealed record EvidenceAnswer
{
    public required DateTime FrozenAt { get; init; }

    public required string Verdict { get; init; }

    public required VersionEvidence Candidate { get; init; }

    public required VersionEvidence? Champion { get; init; }

    public required bool SameTestRows { get; init; }

    public required IReadOnlyList<MetricComparison> Metrics { get; init; }

    public required IReadOnlyList<SegmentComparison> Segments { get; init; }

    public required IReadOnlyList<SignatureChangeAnswer> SignatureChanges { get; init; }

    public required IReadOnlyList<GateAnswer> Gates { get; init; }

    public required bool Paired { get; init; }

    public static EvidenceAnswer Of(TransitionEvidence evidence) => new()
    {
        FrozenAt = evidence.FrozenAt,
        Verdict = EvidenceText.VerdictOf(evidence),
        Candidate = evidence.Candidate,
        Champion = evidence.Champion,
        SameTestRows = evidence.SameTestRows,
        Metrics = evidence.Metrics,
        Segments = evidence.Segments,
        SignatureChanges = [.. evidence.SignatureChanges.Select(SignatureChangeAnswer.Of)],
        Gates = [.. evidence.Gates.Select(GateAnswer.Of)],
        Paired = evidence.Paired,
    };

    /// <summary>A change for callers.</summary>
    internal sealed record SignatureChangeAnswer(string Subject, bool Breaks, string Sentence, string Code)
    {
        public static SignatureChangeAnswer Of(SignatureChange change) => new(change.Subject, change.Breaks, EvidenceText.Of(change), change.Sentence.Code);
    }
}
