using System.Text.Json;
using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Application.Registry.Promotion;

/// <summary>Evidence and evaluations as they are stored.</summary>
internal static class EvidenceJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static string Write(TransitionEvidence evidence) => JsonSerializer.Serialize(evidence, Options);

    public static TransitionEvidence Read(string json) => JsonSerializer.Deserialize<TransitionEvidence>(json, Options)!;

    public static RunEvaluation ReadEvaluation(string json) => JsonSerializer.Deserialize<RunEvaluation>(json, Options)!;
}
