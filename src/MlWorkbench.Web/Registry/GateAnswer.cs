using MlWorkbench.Application.Registry.Gates;

namespace MlWorkbench.Web.Registry;

/// <summary>The result of a gate in an API answer.</summary>
internal sealed record GateAnswer
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required GateLevel Level { get; init; }

    public required bool Passed { get; init; }

    public required double? Threshold { get; init; }

    public required double? Value { get; init; }

    public required string Sentence { get; init; }

    public required string Code { get; init; }

    public static GateAnswer Of(GateResult gate) => new()
    {
        Name = gate.Name,
        Title = gate.Title,
        Level = gate.Level,
        Passed = gate.Passed,
        Threshold = gate.Threshold,
        Value = gate.Value,
        Sentence = EvidenceText.Of(gate),
        Code = gate.Sentence.Code,
    };
}
