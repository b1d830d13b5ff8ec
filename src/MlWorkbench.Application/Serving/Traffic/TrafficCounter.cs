using System.Text.Json;

namespace MlWorkbench.Application.Serving.Traffic;

/// <summary>Counts of one minute of a route in this process. Thread-safe.</summary>
internal sealed class TrafficCounter
{
    private readonly Lock _lock = new();
    private readonly Guid _id = Guid.CreateVersion7();
    private readonly LatencyHistogram _latencies = new();
    private readonly LatencyHistogram _answerLatencies = new();
    private readonly Dictionary<string, long> _hits = new(StringComparer.Ordinal);
    private long _requests;
    private long _rows;
    private long _refused;
    private long _failed;
    private long _limited;
    private long _timedOut;
    private long _dropped;
    private long _labelsDiffer;
    private double _difference;
    private double _squaredDifference;
    private long _changes;
    private long _stored;
    private long _read;

    /// <param name="hits">Rows by the humility rules that applied to them.</param>
    public void Answered(int rows, TimeSpan duration, IReadOnlyDictionary<string, int> hits)
    {
        lock (_lock)
        {
            _requests++;
            _rows += rows;
            foreach (var (rule, count) in hits)
            {
                _hits[rule] = _hits.GetValueOrDefault(rule) + count;
            }

            _latencies.Add(duration);
            _changes++;
        }
    }

    /// <summary>Counts a call by the kind of its error.</summary>
    public void NotAnswered(Exception failure)
    {
        var kind = (failure as WorkbenchException)?.Kind;
        lock (_lock)
        {
            _requests++;
            if (kind is null or ErrorKind.Unavailable or ErrorKind.TimedOut)
            {
                _failed++;
            }
            else
            {
                _refused++;
            }

            _limited += kind == ErrorKind.TooMany ? 1 : 0;
            _timedOut += kind == ErrorKind.TimedOut ? 1 : 0;
            _changes++;
        }
    }

    /// <summary>Counts a call that a shadow repeated.</summary>
    /// <param name="pairs">Score of the shadow minus that of the answer, and whether their labels differ, for each row.</param>
    public void Repeated(IReadOnlyList<(double Difference, bool LabelsDiffer)> pairs, TimeSpan duration, TimeSpan answerDuration)
    {
        lock (_lock)
        {
            _requests++;
            _rows += pairs.Count;
            foreach (var (difference, differ) in pairs)
            {
                _difference += difference;
                _squaredDifference += difference * difference;
                _labelsDiffer += differ ? 1 : 0;
            }

            _latencies.Add(duration);
            _answerLatencies.Add(answerDuration);
            _changes++;
        }
    }

    public void Dropped(int rows)
    {
        lock (_lock)
        {
            _dropped += rows;
            _changes++;
        }
    }

    /// <summary>Returns the counts if they have changed since they were stored.</summary>
    public TrafficMinute? FindChanges(RouteMinute minute)
    {
        lock (_lock)
        {
            _read = _changes;
            return _changes == _stored
                ? null
                : new TrafficMinute
                {
                    Id = _id,
                    EndpointId = minute.EndpointId,
                    VersionId = minute.VersionId,
                    Mode = minute.Mode,
                    At = minute.At,
                    Requests = _requests,
                    Rows = _rows,
                    Refused = _refused,
                    Failed = _failed,
                    Limited = _limited,
                    TimedOut = _timedOut,
                    Latencies = _latencies.ToBytes(),
                    Hits = _hits.Count == 0 ? null : JsonSerializer.Serialize(_hits),
                    Dropped = _dropped,
                    LabelsDiffer = _labelsDiffer,
                    Difference = _difference,
                    SquaredDifference = _squaredDifference,
                    AnswerLatencies = _answerLatencies.Count == 0 ? null : _answerLatencies.ToBytes(),
                };
        }
    }

    /// <summary>Notes that the counts of the last <see cref="FindChanges"/> are stored.</summary>
    public void NoteStored()
    {
        lock (_lock)
        {
            _stored = _read;
        }
    }
}
