using System.Collections.Concurrent;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Testing;

/// <summary>Keeps the ids that a real queue would carry, until a test runs them.</summary>
public sealed class RecordingJobQueue : IJobQueue
{
    private readonly ConcurrentQueue<Guid> _ids = new();

    public int Count => _ids.Count;

    public void Enqueue(Guid jobId, string queue) => _ids.Enqueue(jobId);

    public bool TryDequeue(out Guid jobId) => _ids.TryDequeue(out jobId);
}
