using BenchmarkDotNet.Attributes;
using MlWorkbench.Engine.Experiments.LightGbm;
using MlWorkbench.Engine.Experiments.Search;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Benchmarks.Scoring;

/// <summary>Time to score one row and a batch with 200 trees of 31 leaves over 20 features, against LightGBM's own batch prediction on one thread.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class ScoringBenchmark
{
    private const int Rows = 10_000;
    private const int Columns = 20;
    private const int Trees = 200;

    private readonly double[] _output = new double[2];
    private readonly double[] _outputs = new double[Rows * 2];
    private LightGbmBooster _booster = null!;
    private LoadedModel _model = null!;
    private Table _table = null!;
    private FeatureMatrix _features = null!;
    private ScoringRow[] _rows = null!;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        NativeThreads.Prepare();
        var random = new Random(1);
        _table = new Table([.. Enumerable.Range(0, Columns).Select(column => new NumericColumn(
            $"x{column}", ColumnType.Number, [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() < 0.05 ? double.NaN : random.NextDouble())]))]);
        var featurePipeline = new FeaturePipeline([.. _table.Columns.Select(column => new NumberStep(column.Name))]);
        _features = featurePipeline.Apply(_table);
        var labels = Enumerable.Range(0, Rows).Select(row => _features.Row(row).ToArray().Where(value => !float.IsNaN(value)).Sum() + random.NextDouble() > 10 ? 1f : 0f).ToArray();
        using var dataset = LightGbmDataset.Create(_features, labels);
        _booster = LightGbmBooster.Create(dataset, new Dictionary<string, object> { ["objective"] = "binary", ["num_leaves"] = 31, ["seed"] = 1 });
        for (var round = 0; round < Trees; round++)
        {
            _booster.TrainRound();
        }

        _model = new LoadedModel(new ModelPackage(
            SignatureBuilder.Build(_table, ModelTask.Binary, "y", ["0", "1"]), new Pipeline(featurePipeline, _booster.ToTreeEnsemble())));
        _rows = [.. Enumerable.Range(0, Rows).Select(SingleRow)];
    }

    [GlobalCleanup]
    public void Cleanup() => _booster.Dispose();

    [Benchmark(Description = "one row, features and model")]
    public double OneRow()
    {
        _model.Score(_rows[_next++ % Rows], _output);
        return _output[1];
    }

    [Benchmark(Description = "table of 10,000 rows, features and model")]
    public double[] WholeTable() => _model.Score(_table);

    [Benchmark(Description = "10,000 feature rows, model only")]
    public double Batch()
    {
        ((Pipeline)_model.Package.Predictor).Model.Score(_features, _outputs);
        return _outputs[1];
    }

    [Benchmark(Baseline = true, Description = "10,000 feature rows, LightGBM, one thread")]
    public double[] Native() => _booster.Predict(_features);

    [Benchmark(Description = "contributions of one row")]
    public double Explain() => _model.Explain(_rows[_next++ % Rows])[0].BaseValue;

    private ScoringRow SingleRow(int row)
    {
        var single = _model.NewRow();
        for (var column = 0; column < Columns; column++)
        {
            single.Numbers[column] = ((NumericColumn)_table.Columns[column]).Values[row];
        }

        return single;
    }
}
