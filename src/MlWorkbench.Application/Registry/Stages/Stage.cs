using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Registry.Stages;

/// <summary>Stage of a model version.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Stage>))]
public enum Stage
{
    None,
    Staging,
    Production,
    Archived,
}
