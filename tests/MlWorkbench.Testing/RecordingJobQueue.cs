using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Testing;

/// <summary>Records the lanes whose workers a real queue would wake, until a test runs them. Imports run immediately, because their callers wait for them.</summary>
public sealed class RecordingJobQueue(IServiceProvider services) : IJobQueue
{
    private readonly ConcurrentQueue<string> _lanes = new();
    private readonly ConcurrentBag<Task> _imports = [];

    public int Count => _lanes.Count;

    public bool HasStartedImports => !_imports.IsEmpty;

    /// <summary>If true, imports wait like other jobs.</summary>
    public bool HoldsImports { get; set; }

    public void Wake(string lane)
    {
        if (lane == JobQueues.Imports && !HoldsImports)
        {
            _imports.Add(Task.Run(() => services.GetRequiredService<JobRunner>().RunNextAsync(lane, CancellationToken.None)));
        }
        else
        {
            _lanes.Enqueue(lane);
        }
    }

    public long CountCalls(string lane) => _lanes.Count(waiting => waiting == lane);

    public bool HasWorkers() => true;

    public bool TryDequeue([MaybeNullWhen(false)] out string lane) => _lanes.TryDequeue(out lane);

    /// <summary>Waits for the imports that run.</summary>
    public Task WaitForImportsAsync() => Task.WhenAll(_imports);
}
