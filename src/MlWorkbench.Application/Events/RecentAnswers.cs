using System.Collections.Concurrent;

namespace MlWorkbench.Application.Events;

/// <summary>
/// Answers of the database that many calls need. An answer is remembered until this process commits a change, and for at most a second,
/// because other processes commit changes too. Callers that need the same answer at the same time share one read.
/// </summary>
/// <param name="read">Reads the answer. Null if there is none, which is not remembered. A caller that leaves does not cancel the read of the others.</param>
internal sealed class RecentAnswers<TKey, TAnswer>(Func<TKey, CancellationToken, Task<TAnswer?>> read, ChangeSignal changes, TimeProvider clock)
    where TKey : notnull
    where TAnswer : class
{
    private const int MostAnswers = 10_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TKey, Reading> _readings = new();

    public ValueTask<TAnswer?> FindAsync(TKey key, CancellationToken cancellationToken) =>
        _readings.TryGetValue(key, out var reading) && IsRecent(reading) && reading.Answer is { } answer
            ? ValueTask.FromResult<TAnswer?>(answer)
            : new ValueTask<TAnswer?>(ReadAsync(key, cancellationToken));

    private async Task<TAnswer?> ReadAsync(TKey key, CancellationToken cancellationToken)
    {
        if (_readings.Count >= MostAnswers)
        {
            _readings.Clear();
        }

        // Counted before the read, so that a change during the read ends the answer.
        var next = new Reading(changes.Revision, clock.GetTimestamp(), () => read(key, CancellationToken.None));
        var reading = _readings.AddOrUpdate(key, next, (_, earlier) => IsRecent(earlier) ? earlier : next);
        var reads = reading.ReadAsync();
        try
        {
            return await reads.WaitAsync(cancellationToken);
        }
        finally
        {
            if (reads.IsCompleted && reading.Answer is null)
            {
                _readings.TryRemove(KeyValuePair.Create(key, reading));
            }
        }
    }

    private bool IsRecent(Reading reading) => reading.Revision == changes.Revision && clock.GetElapsedTime(reading.At) < Lifetime;

    /// <summary>One read, which starts with its first caller.</summary>
    private sealed class Reading(long revision, long at, Func<Task<TAnswer?>> read)
    {
        private readonly Lazy<Task<TAnswer?>> _started = new(read);
        private volatile TAnswer? _answer;

        public long Revision { get; } = revision;

        public long At { get; } = at;

        /// <summary>Null until it is read, and if there is none.</summary>
        public TAnswer? Answer => _answer;

        public async Task<TAnswer?> ReadAsync() => _answer = await _started.Value;
    }
}
