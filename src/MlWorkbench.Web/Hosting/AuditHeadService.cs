using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Web.Hosting;

/// <summary>Exports the head of the audit trail while the server runs, and again when it stops.</summary>
internal sealed class AuditHeadService(
    AuditHeads heads,
    StorageDamage damage,
    IOptions<AccessOptions> access,
    TimeProvider clock,
    ILogger<AuditHeadService> logger) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await ExportAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Math.Max(1, access.Value.AuditHeadSeconds)), clock);
        do
        {
            await ExportAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ExportAsync(CancellationToken cancellationToken)
    {
        if (damage.Found is not null)
        {
            // The trail no longer grows, and may be unreadable.
            return;
        }

        try
        {
            await heads.ExportAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A locked database or a full disk: the next round tries again.
            logger.LogWarning(exception, "Export of the head of the audit trail failed");
        }
    }
}
