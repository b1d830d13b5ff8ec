using System.Text.Json.Serialization;

namespace MlWorkbench.Web.Serving.Protocols.OpenInference;

/// <summary>The answer of the REST flavour.</summary>
internal sealed record InferenceAnswer(
    [property: JsonPropertyName("model_name")] string Model,
    [property: JsonPropertyName("model_version")] string Version,
    [property: JsonPropertyName("id"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    [property: JsonPropertyName("outputs")] IReadOnlyList<OutputTensor> Outputs);
