using Hangfire;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Web.Hosting;

/// <summary>What Hangfire calls. No automatic retry: the job's row says how it ended and what happens next.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class HangfireJob(JobRunner runner)
{
    public Task RunNextAsync(string lane, CancellationToken cancellationToken) => runner.RunNextAsync(lane, cancellationToken);
}
