using System.Text.Json;
using MlWorkbench.Application;
using MlWorkbench.Application.Serving.Batch;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>The dataset that a schedule scores, and its times.</summary>
/// <param name="Dataset">Each run scores its newest version.</param>
/// <param name="Schedule">Minute, hour, day of month, month and day of week, as in cron: <c>30 6 * * MON-FRI</c>.</param>
/// <param name="TimeZone">IANA name of the time zone: <c>Europe/Berlin</c>. If omitted, UTC.</param>
/// <param name="Enabled">Whether it starts runs. If omitted, it does.</param>
/// <param name="ModelVersion">A version number or alias. If omitted, the version in Production at each run.</param>
/// <param name="Output"><c>"csv"</c> (default), <c>"parquet"</c>, or <c>{"dataset": "name"}</c>.</param>
/// <param name="Keep">Columns of the data to write before the predictions. If omitted, all.</param>
/// <param name="Explain">Whether to add the contribution of each column.</param>
internal sealed record BatchScheduleBody(
    string? Dataset,
    string? Schedule,
    string? TimeZone,
    string? ModelVersion,
    JsonElement? Output,
    IReadOnlyList<string>? Keep,
    bool Enabled = true,
    bool Explain = false)
{
    /// <exception cref="WorkbenchException">The dataset or the schedule is missing, or the form of the result is unknown.</exception>
    public BatchScheduleOrder ToOrder()
    {
        var (output, into) = BatchTarget.Read(Output);
        return new BatchScheduleOrder(
            Require(Dataset, "dataset", "dataset_missing"),
            new BatchOrder(ModelVersion, output, into, Keep, Explain),
            Require(Schedule, "schedule", "schedule_missing"),
            TimeZone ?? "UTC",
            Enabled);
    }

    private static string Require(string? value, string name, string code) => string.IsNullOrWhiteSpace(value)
        ? throw new WorkbenchException(ErrorKind.Malformed, code, $"The body has no '{name}'. Add it.", column: name)
        : value;
}
