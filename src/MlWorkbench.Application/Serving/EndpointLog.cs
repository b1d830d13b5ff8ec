using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving;

/// <summary>Log settings of an endpoint.</summary>
/// <param name="RetentionDays">Days in the log; zero keeps predictions permanently. If null, <see cref="ServingOptions.LogRetentionDays"/> applies.</param>
public sealed record EndpointLog([property: JsonRequired] LogWhenFull WhenFull, int? RetentionDays = null)
{
    /// <summary>The settings of an endpoint without a row of its own.</summary>
    public static EndpointLog Default { get; } = new(LogWhenFull.Drop);
}
