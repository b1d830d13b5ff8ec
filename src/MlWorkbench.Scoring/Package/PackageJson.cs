using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Package;

/// <summary>Reads and writes the JSON of a package without reflection, so that only the listed types can be created.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(PackageManifest))]
[JsonSerializable(typeof(ModelSignature))]
[JsonSerializable(typeof(PackagedContent))]
[JsonSerializable(typeof(TrainingBaseline))]
[JsonSerializable(typeof(IReadOnlyList<GoldenRow>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class PackageJson : JsonSerializerContext;
