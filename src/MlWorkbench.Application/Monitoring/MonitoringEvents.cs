using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Changes of the monitoring of models.</summary>
internal static class MonitoringEvents
{
    public static EventSubject Of(MonitoredVersion version) => new("model", version.ModelId, version.Model);

    public sealed record DriftCheckStarted(Guid ReportId, int Version) : WorkbenchChange("drift.checked");
}
