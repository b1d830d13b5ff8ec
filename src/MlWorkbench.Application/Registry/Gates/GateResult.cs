using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>What one gate said of one candidate.</summary>
/// <param name="Name">Stable name, for example <c>notWorseThanProduction</c>.</param>
/// <param name="Title">The same for people.</param>
/// <param name="Threshold">What the value was held against; null where there was nothing to compare.</param>
/// <param name="Sentence">What was found, with the numbers.</param>
public sealed record GateResult(string Name, string Title, GateLevel Level, bool Passed, double? Threshold, double? Value, string Sentence)
{
    /// <summary>It refuses an approval unless overridden.</summary>
    [JsonIgnore]
    public bool Blocks => !Passed && Level == GateLevel.Block;
}
