using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Web.Hosting;

/// <summary>Resumes interrupted jobs before the first request is served.</summary>
internal sealed class JobRecoveryService(JobRecovery recovery) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => recovery.RecoverAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
