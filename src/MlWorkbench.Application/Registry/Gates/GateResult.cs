using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>Result of one gate for one candidate.</summary>
/// <param name="Name">Stable name, for example <c>notWorseThanProduction</c>.</param>
/// <param name="Title">Name in words, for people.</param>
/// <param name="Threshold">Limit for the value. Null if there was nothing to compare.</param>
/// <param name="Sentence">The result in words, with the numbers.</param>
public sealed record GateResult(string Name, string Title, GateLevel Level, bool Passed, double? Threshold, double? Value, string Sentence)
{
    /// <summary>Whether the gate refuses an approval unless overridden.</summary>
    [JsonIgnore]
    public bool Blocks => !Passed && Level == GateLevel.Block;
}
