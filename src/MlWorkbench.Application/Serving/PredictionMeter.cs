using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MlWorkbench.Application.Serving;

/// <summary>Measures prediction calls by endpoint and version: requests, rows, failures and durations.</summary>
/// <remarks>The number of series is limited. Versions beyond the first <see cref="MostVersions"/> of this process share one series.</remarks>
public sealed class PredictionMeter
{
    private const int MostVersions = 200;

    private const string Other = "other";

    private readonly Lock _gate = new();
    private readonly Counter<long> _requests;
    private readonly Counter<long> _rows;
    private readonly Counter<long> _errors;
    private readonly Histogram<double> _duration;
    private readonly ConcurrentDictionary<(string Project, string Endpoint, int Version), TagList> _known = new();

    public PredictionMeter(IMeterFactory meters)
    {
        var meter = meters.Create(WorkbenchTelemetry.Name);
        _requests = meter.CreateCounter<long>("mlworkbench.prediction.requests", "{request}", "Prediction calls.");
        _rows = meter.CreateCounter<long>("mlworkbench.prediction.rows", "{row}", "Rows that were scored and answered.");
        _errors = meter.CreateCounter<long>("mlworkbench.prediction.errors", "{request}", "Prediction calls that were refused or failed.");
        _duration = meter.CreateHistogram(
            "mlworkbench.prediction.duration",
            "s",
            "Duration of prediction calls.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
    }

    /// <param name="version">The endpoint and the version that answered. Null if the call reached none: names of such calls are chosen by the caller.</param>
    /// <param name="rows">Number of answered rows.</param>
    /// <param name="failure">The reason that nothing was answered. Null after an answer.</param>
    public void Record((string Project, string Endpoint, int Version)? version, int rows, Exception? failure, TimeSpan elapsed)
    {
        var tags = version is { } known ? TagsOf(known) : default;
        _requests.Add(1, tags);
        _duration.Record(elapsed.TotalSeconds, tags);
        if (failure is null)
        {
            _rows.Add(rows, tags);
            return;
        }

        tags.Add(WorkbenchTelemetry.ErrorType, WorkbenchTelemetry.ErrorTypeOf(failure));
        _errors.Add(1, tags);
    }

    private TagList TagsOf((string Project, string Endpoint, int Version) version) => _known.TryGetValue(version, out var tags) ? tags : Learn(version);

    private TagList Learn((string Project, string Endpoint, int Version) version)
    {
        lock (_gate)
        {
            return _known.Count < MostVersions
                ? _known.GetOrAdd(version, new TagList { { "project", version.Project }, { "endpoint", version.Endpoint }, { "version", version.Version } })
                : new TagList { { "endpoint", Other }, { "version", Other } };
        }
    }
}
