namespace MlWorkbench.Application.Serving.Batch;

/// <summary>The dataset that a schedule scores, and its times.</summary>
/// <param name="Dataset">Name of the dataset. Each run scores its newest version.</param>
/// <param name="Cron">Minute, hour, day of month, month and day of week: <c>30 6 * * MON-FRI</c>.</param>
/// <param name="TimeZone">IANA name of the time zone of the times: <c>Europe/Berlin</c>.</param>
/// <param name="Enabled">Whether it starts runs.</param>
public sealed record BatchScheduleOrder(string Dataset, BatchOrder Order, string Cron, string TimeZone = "UTC", bool Enabled = true);
