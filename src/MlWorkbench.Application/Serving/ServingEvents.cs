using System.Globalization;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Serving.Endpoints;

namespace MlWorkbench.Application.Serving;

/// <summary>Changes of endpoints.</summary>
internal static class ServingEvents
{
    /// <summary>The trail shows an endpoint under its model.</summary>
    public static EventSubject Of(ModelEndpoint endpoint) => new("model", endpoint.ModelId, endpoint.Name);

    public sealed record LogChanged(EndpointLog Before, EndpointLog After) : WorkbenchChange("endpoint.log_changed")
    {
        public override string Describe() => $"{Describe(Before)} → {Describe(After)}";

        private static string Describe(EndpointLog log) => string.Create(
            CultureInfo.InvariantCulture,
            $"{(log.WhenFull == LogWhenFull.Wait ? "wait" : "drop")}, {(log.RetentionDays is { } days ? $"{days} days" : "default days")}");
    }
}
