using System.Globalization;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Serving.Batch;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>Texts of batch predictions.</summary>
internal static class BatchText
{
    public static string OutputOf(BatchOutput output) => output switch
    {
        BatchOutput.Parquet => "Parquet file",
        BatchOutput.Dataset => "New version of a dataset",
        _ => "CSV file",
    };

    /// <summary>The forms of a result that the actor may request.</summary>
    public static IReadOnlyList<BatchOutput> OutputsFor(Actor actor) => actor.May(Permission.ManageDatasets)
        ? [BatchOutput.Csv, BatchOutput.Parquet, BatchOutput.Dataset]
        : [BatchOutput.Csv, BatchOutput.Parquet];

    /// <summary>A time of a schedule in its own time zone: <c>Mon 2026-01-05 06:30</c>.</summary>
    public static string TimeOf(DateTime at, string timeZone) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(at, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById(timeZone))
            .ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
