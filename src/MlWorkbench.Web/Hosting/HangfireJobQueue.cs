using Hangfire;
using Hangfire.States;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Web.Hosting;

/// <summary>Hangfire as the pump: it carries ids from the rows to the workers. What it forgets at a restart, recovery enqueues again.</summary>
internal sealed class HangfireJobQueue(IBackgroundJobClient client) : IJobQueue
{
    public void Enqueue(Guid jobId, string queue) =>
        client.Create<HangfireJob>(job => job.RunAsync(jobId, CancellationToken.None), new EnqueuedState(queue));
}
