using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Evaluations;

public sealed class TestPredictionsFileTests
{
    private static readonly Table Columns = new(
    [
        new CategoricalColumn("plan", ColumnType.Category, [.. Enumerable.Range(0, SampleModels.Rows).Select(row => (row % 4) - 1)], ["basic", "plus", "family"]),
        new NumericColumn("age", ColumnType.Number, [.. Enumerable.Range(0, SampleModels.Rows).Select(row => row % 9 == 0 ? double.NaN : row * 37 % 101)]),
    ]);

    private static TestPredictions Sample => new(
        [.. Enumerable.Range(0, SampleModels.Rows).Select(row => row * 3)],
        SampleModels.Binary,
        SampleModels.BinaryPredictions with { Threshold = 0.3 },
        SegmentEvaluator.Levels(Columns));

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameComparison()
    {
        using var stream = new MemoryStream();
        TestPredictionsFile.Write(stream, Sample);
        stream.Position = 0;
        var read = TestPredictionsFile.Read(stream);

        Assert.True(read.IsOnSameRows(Sample));
        Assert.Equal(0.3, read.Predictions.Threshold);
        Assert.Equal(SampleModels.BinaryPredictions.Values, read.Predictions.Values);
        var metric = Metrics.Default(Scoring.Package.ModelTask.Binary);
        string[] Segments(Table columns) =>
        [
            .. ModelComparer.Compare(SampleModels.Binary, read.Predictions, SampleModels.WorseBinaryPredictions, columns, metric, 1).Segments
                .Select(segment => $"{segment.Column} {segment.Level} {segment.Rows} {segment.Metric?.Gain:R}").Order(StringComparer.Ordinal),
        ];
        Assert.Equal(Segments(Columns), Segments(read.Segments));
        Assert.Equal(9, Segments(Columns).Length);
    }

    [Fact]
    public void IsOnSameRows_OtherRowsOrOtherTruth_IsFalse()
    {
        Assert.False(Sample.IsOnSameRows(Sample with { RowNumbers = [.. Sample.RowNumbers.Select(row => row + 1)] }));
        Assert.False(Sample.IsOnSameRows(Sample with { Actuals = SampleModels.Binary with { Values = [.. SampleModels.Binary.Values.Select(value => 1 - value)] } }));
        Assert.False(Sample.IsOnSameRows(Sample with { Actuals = SampleModels.Binary with { Classes = ["Yes", "No"] } }));
    }

    [Fact]
    public void Read_AnotherFile_IsRefused() =>
        Assert.Throws<InvalidDataException>(() => TestPredictionsFile.Read(new MemoryStream(new byte[64])));
}
