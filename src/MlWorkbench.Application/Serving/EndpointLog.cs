using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving;

/// <summary>Log settings of an endpoint.</summary>
/// <param name="RetentionDays">Days in the log; zero keeps predictions permanently. If null, <see cref="ServingOptions.LogRetentionDays"/> applies.</param>
public sealed record EndpointLog([property: JsonRequired] LogWhenFull WhenFull, int? RetentionDays = null)
{
    /// <summary>The settings of a new endpoint.</summary>
    public static EndpointLog Default { get; } = new(LogWhenFull.Drop);
}
