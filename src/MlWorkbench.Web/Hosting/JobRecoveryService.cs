using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Web.Hosting;

/// <summary>Resumes interrupted jobs before the first request is served, and looks for abandoned and due jobs from then on.</summary>
internal sealed class JobRecoveryService(JobRecovery recovery, TimeProvider clock, ILogger<JobRecoveryService> logger) : BackgroundService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await recovery.RecoverAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await recovery.LookAsync(stoppingToken);
            }
            catch (Exception exception) when (StorageFailure.IsCause(exception))
            {
                // The next look finds the same jobs.
                logger.LogWarning(exception, "Abandoned and due jobs could not be read");
            }
        }
    }
}
