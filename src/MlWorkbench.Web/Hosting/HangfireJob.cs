using Hangfire;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Web.Hosting;

/// <summary>The entry point for Hangfire. Automatic retries are off, because the job's row stores the outcome and the next step.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class HangfireJob(JobRunner runner)
{
    public Task RunNextAsync(string lane, CancellationToken cancellationToken) => runner.RunNextAsync(lane, cancellationToken);
}
