using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Tests.Jobs;

/// <summary>Behaviour of <see cref="ScriptedJob"/>, and the number of its starts.</summary>
internal sealed class JobScript
{
    private int _runs;

    public Func<JobContext, CancellationToken, Task> Body { get; set; } = (_, _) => Task.CompletedTask;

    public int Runs => _runs;

    public Task RunAsync(JobContext context, CancellationToken stop)
    {
        Interlocked.Increment(ref _runs);
        return Body(context, stop);
    }
}
