using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Testing;

/// <summary>Records the lanes whose workers a real queue would wake, until a test runs them.</summary>
public sealed class RecordingJobQueue : IJobQueue
{
    private readonly ConcurrentQueue<string> _lanes = new();

    public int Count => _lanes.Count;

    public void Wake(string lane) => _lanes.Enqueue(lane);

    public bool TryDequeue([MaybeNullWhen(false)] out string lane) => _lanes.TryDequeue(out lane);
}
