using System.Diagnostics.Metrics;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Number of predictions that wait for the log, and of those that were dropped.</summary>
internal sealed class PredictionLogFigures : IFigures
{
    private readonly PredictionLogWriter _log;
    private long _waiting;
    private long _dropped;

    public PredictionLogFigures(PredictionLogWriter log, IMeterFactory meters)
    {
        _log = log;
        var meter = meters.Create(WorkbenchTelemetry.Name);
        meter.CreateObservableGauge("mlworkbench.prediction_log.waiting", () => Interlocked.Read(ref _waiting), "{row}", "Predictions that wait to be logged.");
        meter.CreateObservableCounter(
            "mlworkbench.prediction_log.dropped", () => Interlocked.Read(ref _dropped), "{row}", "Predictions that were answered but not logged.");
    }

    public Task ReadAsync(CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _waiting, _log.Waiting);
        Interlocked.Exchange(ref _dropped, _log.Dropped);
        return Task.CompletedTask;
    }
}
