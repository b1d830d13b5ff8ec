using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving;

/// <summary>How an endpoint logs its predictions.</summary>
/// <param name="RetentionDays">Days that a prediction stays in the log; zero keeps it for ever. If null, <see cref="ServingOptions.LogRetentionDays"/> counts.</param>
public sealed record EndpointLog([property: JsonRequired] LogWhenFull WhenFull, int? RetentionDays = null)
{
    /// <summary>Of an endpoint for which nobody decided anything.</summary>
    public static EndpointLog Default { get; } = new(LogWhenFull.Drop);
}
