using Hangfire;
using Hangfire.States;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Web.Hosting;

/// <summary>Uses Hangfire to wake the workers of a lane. Recovery wakes the jobs that Hangfire loses on a restart.</summary>
internal sealed class HangfireJobQueue(IBackgroundJobClient client) : IJobQueue
{
    public void Wake(string lane) =>
        client.Create<HangfireJob>(job => job.RunNextAsync(lane, CancellationToken.None), new EnqueuedState(lane));
}
