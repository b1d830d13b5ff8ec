using System.Text.Json;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Tasks;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Tasks;

public sealed class TaskDefinitionsTests
{
    public static TheoryData<ModelTask> Tasks => [.. Enum.GetValues<ModelTask>()];

    [Fact]
    public void All_EachTask_HasOneRow() =>
        Assert.Equal(Enum.GetValues<ModelTask>(), TaskDefinitions.All.Select(definition => definition.Task).Order());

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Find_NameOfATaskInDocuments_IsThatTask(ModelTask task)
    {
        var stored = JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(task))!;

        Assert.Equal(task, TaskDefinitions.Find(stored)?.Task);
    }

    [Fact]
    public void Find_UnknownName_IsNull() => Assert.Null(TaskDefinitions.Find("ranking"));

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Metrics_OfATask_HoldItsDefaultAndThoseWithALoss(ModelTask task)
    {
        var definition = TaskDefinitions.Of(task);
        var metrics = Metrics.For(task).Select(metric => metric.Name).ToList();

        Assert.Equal(definition.Metrics.Names, metrics);
        Assert.Contains(definition.Metrics.Default, metrics);
        Assert.Subset(metrics.ToHashSet(), definition.Losses.ByMetric.Keys.ToHashSet());
    }

    [Fact]
    public void Metrics_Each_BelongsToATask() =>
        Assert.Equal(
            Metrics.All.Select(metric => metric.Name).Order(),
            TaskDefinitions.All.SelectMany(definition => definition.Metrics.Names).Distinct().Order());
}
