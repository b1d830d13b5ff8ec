using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MlWorkbench.Application.Storage;

/// <summary>Measures the commands of the database. It records their durations, never their text or values.</summary>
internal sealed class CommandMeter : DbCommandInterceptor
{
    private readonly Histogram<double> _duration;
    private readonly KeyValuePair<string, object?> _system;

    public CommandMeter(IStorageDialect dialect, IMeterFactory meters)
    {
        _system = KeyValuePair.Create("db.system.name", (object?)dialect.SystemName);
        _duration = meters.Create(WorkbenchTelemetry.Name).CreateHistogram(
            "db.client.operation.duration",
            "s",
            "Duration of database commands.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result) => Record(eventData, result);

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result) => Record(eventData, result);

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result) => Record(eventData, result);

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) =>
        new(Record(eventData, result));

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        new(Record(eventData, result));

    public override ValueTask<object?> ScalarExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default) =>
        new(Record(eventData, result));

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => RecordFailure(eventData);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        RecordFailure(eventData);
        return Task.CompletedTask;
    }

    private TResult Record<TResult>(CommandExecutedEventData executed, TResult result)
    {
        _duration.Record(executed.Duration.TotalSeconds, _system);
        return result;
    }

    private void RecordFailure(CommandErrorEventData failed) => _duration.Record(
        failed.Duration.TotalSeconds,
        _system,
        KeyValuePair.Create(WorkbenchTelemetry.ErrorType, (object?)WorkbenchTelemetry.ErrorTypeOf(failed.Exception)));
}
