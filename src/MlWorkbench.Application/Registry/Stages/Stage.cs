using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Registry.Stages;

/// <summary>Where a model version is on its way.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Stage>))]
public enum Stage
{
    None,
    Staging,
    Production,
    Archived,
}
