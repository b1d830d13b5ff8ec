using Hangfire;
using Hangfire.States;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Web.Hosting;

/// <summary>Hangfire as the pump: it wakes the workers of a lane. What it forgets at a restart, recovery wakes again.</summary>
internal sealed class HangfireJobQueue(IBackgroundJobClient client) : IJobQueue
{
    public void Wake(string lane) =>
        client.Create<HangfireJob>(job => job.RunNextAsync(lane, CancellationToken.None), new EnqueuedState(lane));
}
