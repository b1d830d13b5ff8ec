using Hangfire;
using Hangfire.InMemory;
using Hangfire.States;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Web.Hosting;

/// <summary>Uses Hangfire to wake the workers of a lane. Recovery repeats calls that Hangfire loses.</summary>
internal sealed class HangfireJobQueue(IBackgroundJobClient client, JobStorage storage, TimeProvider clock, ILogger<HangfireJobQueue> logger) : IJobQueue
{
    /// <summary>Interval at which a worker reports that it is alive.</summary>
    internal static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    public void Wake(string lane)
    {
        try
        {
            client.Create<HangfireJob>(job => job.RunNextAsync(lane, CancellationToken.None), new EnqueuedState(lane));
        }
        catch (BackgroundJobClientException exception)
        {
            // The job's row is committed, so the request has succeeded.
            logger.LogWarning(exception, "A worker of the lane {Lane} could not be woken. Recovery wakes it later", lane);
        }
    }

    public long CountCalls(string lane) => storage.GetMonitoringApi().EnqueuedCount(lane);

    public bool HasWorkers()
    {
        if (storage is InMemoryStorage)
        {
            // The only process runs its jobs itself.
            return true;
        }

        var since = clock.GetUtcNow().UtcDateTime - LongestSilence;
        return storage.GetMonitoringApi().Servers().Any(server => server.Heartbeat > since);
    }
}
