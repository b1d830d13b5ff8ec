using MlWorkbench.Engine.Experiments.LightGbm;

namespace MlWorkbench.Engine.Tests.Experiments.LightGbm;

public sealed class LightGbmBoosterTests
{
    private static readonly Dictionary<string, object> Binary = new() { ["objective"] = "binary", ["num_leaves"] = 15, ["min_data_in_leaf"] = 5 };

    [Fact]
    public async Task Create_WhileABoosterUsesAnotherNumberOfThreads_WaitsForItsEnd()
    {
        var data = SmallData.Create(300, 2, 1);
        using var dataset = LightGbmDataset.Create(data.Features, data.Labels);
        var first = LightGbmBooster.Create(dataset, Binary, threads: 1);
        var second = Task.Run(() =>
        {
            using var booster = LightGbmBooster.Create(dataset, Binary, threads: 2);
            return booster.TrainRound();
        });

        Assert.NotSame(second, await Task.WhenAny(second, Task.Delay(200)));
        first.TrainRound();
        first.Dispose();
        Assert.True(await second);
    }

    [Fact]
    public void TrainRound_ManyBoostersWithOtherNumbersOfThreads_SideBySide()
    {
        // Without the wait, the process crashes here: a booster writes past the end of buffers created for fewer threads.
        Parallel.For(1, 4, new ParallelOptions { MaxDegreeOfParallelism = 3 }, threads =>
        {
            for (var seed = 1; seed <= 10; seed++)
            {
                var data = SmallData.Create(1000, 2, seed);
                using var dataset = LightGbmDataset.Create(data.Features, data.Labels, threads: threads);
                using var booster = LightGbmBooster.Create(dataset, Binary, threads);
                for (var round = 0; round < 10; round++)
                {
                    Assert.True(booster.TrainRound());
                }
            }
        });
    }
}
