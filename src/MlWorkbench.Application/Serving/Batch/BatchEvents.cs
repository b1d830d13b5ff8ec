using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Changes of batch predictions.</summary>
internal static class BatchEvents
{
    /// <summary>The trail shows a batch prediction under its model.</summary>
    public static EventSubject Of(ScoringVersion version) => OfModel(version.ModelId, version.Model);

    public static EventSubject OfModel(Guid id, string name) => new("model", id, name);

    /// <param name="Data">The data in words.</param>
    /// <param name="Into">The dataset that receives the result. Null for a file.</param>
    public sealed record Started(Guid Id, int Version, string Data, string? Into) : WorkbenchChange("batch.started")
    {
        public override string Describe() => $"version {Version} scores {Data}{(Into is null ? "" : $" into {Into}")}";
    }

    public sealed record Scheduled(string Dataset, string Cron, string TimeZone, bool Enabled) : WorkbenchChange("batch.scheduled")
    {
        public override string Describe() => DescribeSchedule(Dataset, Cron, TimeZone, Enabled);
    }

    public sealed record ScheduleChanged(string Dataset, string Cron, string TimeZone, bool Enabled) : WorkbenchChange("batch.schedule_changed")
    {
        public override string Describe() => DescribeSchedule(Dataset, Cron, TimeZone, Enabled);
    }

    public sealed record ScheduleDeleted(string Dataset, string Cron, string TimeZone, bool Enabled) : WorkbenchChange("batch.schedule_deleted")
    {
        public override string Describe() => DescribeSchedule(Dataset, Cron, TimeZone, Enabled);
    }

    private static string DescribeSchedule(string dataset, string cron, string timeZone, bool enabled) =>
        $"newest version of {dataset} at '{cron}' ({timeZone}){(enabled ? "" : ", disabled")}";
}
