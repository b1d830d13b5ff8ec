using System.Text.Json.Serialization;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>Result of one gate for one candidate.</summary>
/// <param name="Name">Stable name, for example <c>notWorseThanProduction</c>.</param>
/// <param name="Title">Name in words, for people.</param>
/// <param name="Threshold">Limit for the value. Null if there was nothing to compare.</param>
/// <param name="Sentence">The result with its numbers; <see cref="EvidenceText"/> forms it.</param>
/// <param name="Addition">A second sentence: the method of comparison, or further changes. Null without one.</param>
public sealed record GateResult(
    string Name,
    string Title,
    GateLevel Level,
    bool Passed,
    double? Threshold,
    double? Value,
    Statement Sentence,
    Statement? Addition = null)
{
    /// <summary>Whether the gate refuses an approval unless overridden.</summary>
    [JsonIgnore]
    public bool Blocks => !Passed && Level == GateLevel.Block;
}
