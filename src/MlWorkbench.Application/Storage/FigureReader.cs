using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MlWorkbench.Application.Storage;

/// <summary>Reads all <see cref="IFigures"/> at start and at a short interval. A scrape of the metrics therefore never waits for the database.</summary>
internal sealed class FigureReader(IEnumerable<IFigures> figures, TimeProvider clock, ILogger<FigureReader> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly List<IFigures> _figures = [.. figures];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await ReadAsync(stoppingToken);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        foreach (var one in _figures)
        {
            try
            {
                await one.ReadAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Figures are a by-product: a failure to read them must not stop the server. The next reading tries again.
                logger.LogWarning(exception, "Figures of the metrics could not be read");
            }
        }
    }
}
