using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Reports;

/// <summary>Changes of shared reports.</summary>
internal static class ReportEvents
{
    public static EventSubject Of(Report report) => new("report", report.Id, report.Title);

    /// <param name="Source">The run or model version that the report evaluates.</param>
    public sealed record Shared(string Source) : WorkbenchChange("report.shared")
    {
        public override string Describe() => Source;
    }

    public sealed record Revoked() : WorkbenchChange("report.revoked");
}
