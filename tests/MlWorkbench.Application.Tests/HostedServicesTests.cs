using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests;

/// <summary>Services that run as long as the server, stopped at any moment of their start and their work.</summary>
public sealed class HostedServicesTests
{
    private const int Rounds = 100;
    private const int LongestMilliseconds = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAndStop_HundredTimesAtRandomMoments_EndWithoutFault()
    {
        await using var workbench = await TestWorkbench.StartAsync(realClock: true);
        var kinds = workbench.Services.GetServices<IHostedService>().Select(service => service.GetType()).ToList();
        Assert.NotEmpty(kinds);

        await Task.WhenAll(kinds.Select((kind, index) => Task.Run(() => RunRoundsAsync(workbench.Services, kind, new Random(index)), Token)));
    }

    private static async Task RunRoundsAsync(IServiceProvider services, Type kind, Random random)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var service = (IHostedService)ActivatorUtilities.CreateInstance(services, kind);
            await service.StartAsync(Token);
            await Task.Delay(random.Next(LongestMilliseconds), Token);
            await service.StopAsync(Token);
            if (service is IHostedLifecycleService lifecycle)
            {
                await lifecycle.StoppedAsync(Token);
            }

            if (service is BackgroundService { ExecuteTask: { } work })
            {
                Assert.True(work.IsCompleted, $"{kind.Name} still works after round {round}.");
                Assert.False(work.IsFaulted, $"{kind.Name}, round {round}: {work.Exception}");
            }

            (service as IDisposable)?.Dispose();
        }
    }
}
