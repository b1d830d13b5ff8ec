using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Tests.Package;

public sealed class OutputShapeTests
{
    [Theory]
    [InlineData(ModelTask.Binary, 2, 2, 1)]
    [InlineData(ModelTask.Multiclass, 4, 4, 4)]
    [InlineData(ModelTask.Regression, 0, 1, 1)]
    public void Of_EachTask_HasItsOutputsAndScores(ModelTask task, int classes, int outputs, int scores)
    {
        var shape = OutputShape.Of(task);

        Assert.Equal((outputs, scores), (shape.Outputs(classes), shape.Scores(classes)));
    }

    [Fact]
    public void Of_UnknownTask_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => OutputShape.Of((ModelTask)17));

    [Theory]
    [InlineData(ModelTask.Binary, new[] { 0.6, 0.4 }, 1)]
    [InlineData(ModelTask.Binary, new[] { 0.7, 0.3 }, 0)]
    [InlineData(ModelTask.Multiclass, new[] { 0.2, 0.4, 0.4 }, 1)]
    [InlineData(ModelTask.Regression, new[] { -3.5 }, 0)]
    public void Predicted_OutputsOfARow_IsTheFirstBestOrThePositiveClassFromTheThresholdOn(ModelTask task, double[] outputs, int predicted) =>
        Assert.Equal(predicted, OutputShape.Of(task).Predicted(outputs, threshold: 0.4));
}
