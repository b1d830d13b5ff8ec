using System.Text.Json;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>JSON format of stored evidence.</summary>
internal static class EvidenceJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static string Write(TransitionEvidence evidence) => JsonSerializer.Serialize(evidence, Options);

    public static TransitionEvidence Read(string json) => JsonSerializer.Deserialize<TransitionEvidence>(json, Options)!;
}
