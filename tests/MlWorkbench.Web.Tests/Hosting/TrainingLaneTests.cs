using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace MlWorkbench.Web.Tests.Hosting;

/// <summary>The number of searches that run at the same time.</summary>
public sealed class TrainingLaneTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(null, 1)]
    [InlineData("--Training:Searches=3", 3)]
    [InlineData("--Training:Searches=0", 1)]
    public async Task Searches_Setting_IsHowManyRunAtTheSameTime(string? setting, int workers)
    {
        await using var server = await WorkbenchServer.StartAsync(setting is null ? [] : [setting]);
        using var patience = new CancellationTokenSource(Patience);
        var monitor = server.Services.GetRequiredService<JobStorage>().GetMonitoringApi();
        while (monitor.Servers().All(lane => !lane.Queues.Contains("training")))
        {
            await Task.Delay(50, patience.Token);
        }

        Assert.Equal(workers, monitor.Servers().Single(lane => lane.Queues.Contains("training")).WorkersCount);
    }
}
