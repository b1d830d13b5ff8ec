using System.Globalization;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Limits;

namespace MlWorkbench.Application.Serving;

/// <summary>Changes of endpoints.</summary>
internal static class ServingEvents
{
    /// <summary>The trail shows an endpoint under its model.</summary>
    public static EventSubject Of(ModelEndpoint endpoint) => new("model", endpoint.ModelId, endpoint.Name);

    public sealed record Created(string Name, string Model) : WorkbenchChange("endpoint.created")
    {
        public override string Describe() => $"{Name}, for model {Model}";
    }

    /// <param name="Rules">Names of all rules after the change.</param>
    public sealed record HumilityChanged(IReadOnlyList<string> Rules) : WorkbenchChange("endpoint.humility_changed")
    {
        public override string Describe() => Rules.Count == 0 ? "No rules" : string.Join(", ", Rules);
    }

    /// <summary>The entity is not named, because its trace must not stay in the audit.</summary>
    public sealed record PredictionsErased(int Predictions) : WorkbenchChange("endpoint.predictions_erased")
    {
        public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"{Predictions} predictions of one entity");
    }

    public sealed record ExportStarted(DateTime From, DateTime To, string Dataset) : WorkbenchChange("endpoint.export_started")
    {
        public override string Describe() =>
            string.Create(CultureInfo.InvariantCulture, $"Predictions from {From:yyyy-MM-dd HH:mm} to {To:yyyy-MM-dd HH:mm} (UTC) into '{Dataset}'");
    }

    public sealed record ShadowSet(int Version, double Before, double SamplePercent) : WorkbenchChange("endpoint.shadow_set")
    {
        public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"Version {Version}: {Before} % → {SamplePercent} % of the calls");
    }

    public sealed record ShadowRemoved(int Version) : WorkbenchChange("endpoint.shadow_removed")
    {
        public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"Version {Version}");
    }

    public sealed record LimitsChanged(CallLimits Before, CallLimits After) : WorkbenchChange("endpoint.limits_changed")
    {
        public override string Describe() => $"{Before.Describe()} → {After.Describe()}";
    }

    public sealed record LogChanged(EndpointLog Before, EndpointLog After) : WorkbenchChange("endpoint.log_changed")
    {
        public override string Describe() => $"{Describe(Before)} → {Describe(After)}";

        private static string Describe(EndpointLog log) => string.Create(
            CultureInfo.InvariantCulture,
            $"{(log.WhenFull == LogWhenFull.Wait ? "wait" : "drop")}, {(log.RetentionDays is { } days ? $"{days} days" : "default days")}");
    }
}
