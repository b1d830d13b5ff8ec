using System.Globalization;
using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Serving;

/// <summary>Changes of endpoints.</summary>
internal static class ServingEvents
{
    public sealed record LogChanged(EndpointLog Before, EndpointLog After) : WorkbenchChange("endpoint.log_changed")
    {
        public override string Describe() => $"{Describe(Before)} → {Describe(After)}";

        private static string Describe(EndpointLog log) => string.Create(
            CultureInfo.InvariantCulture,
            $"{(log.WhenFull == LogWhenFull.Wait ? "wait" : "drop")}, {(log.RetentionDays is { } days ? $"{days} days" : "default days")}");
    }
}
