using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>Measures the time to score one row, as a server would: the fastest of several passes over some rows, after the code has warmed up.</summary>
internal sealed class ScoringSpeed(SearchSetup setup, SearchClock clock, FeatureStore features)
{
    private const int Rows = 64;
    private const int Passes = 5;

    /// <summary>Frequently called code is recompiled with more optimisation after about a tenth of a second.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<Type> _warm = [];
    private ModelSignature? _signature;
    private ScoringRow[] _rows = [];

    public double MicrosecondsPerRow(Predictor predictor)
    {
        var model = Load(predictor);
        var outputs = new double[model.Outputs];
        if (predictor.Pipelines.Any(part => _warm.Add(part.Pipeline.Model.GetType())))
        {
            for (var started = clock.Elapsed; clock.Elapsed - started < WarmUp;)
            {
                Pass(model, outputs);
            }
        }

        return Enumerable.Range(0, Passes).Min(_ =>
        {
            var started = clock.Elapsed;
            Pass(model, outputs);
            return (clock.Elapsed - started).TotalMicroseconds / _rows.Length;
        });
    }

    private void Pass(LoadedModel model, double[] outputs)
    {
        foreach (var row in _rows)
        {
            model.Score(row, outputs);
        }
    }

    private LoadedModel Load(Predictor predictor)
    {
        if (_signature is null)
        {
            var sample = features.Inputs.Take(setup.Split.Train[..Math.Min(Rows, setup.Split.Train.Length)]);
            _signature = SignatureBuilder.Build(features.Inputs.Take(setup.Split.Train), setup.Target.Task, setup.Target.Column, setup.Target.Classes);
            _rows = [.. Enumerable.Range(0, sample.RowCount).Select(row => RowOf(sample, row))];
        }

        return new LoadedModel(new ModelPackage(_signature, predictor, null, null, null));
    }

    private static ScoringRow RowOf(Table sample, int row)
    {
        var values = new ScoringRow(sample.Columns.Count);
        for (var i = 0; i < sample.Columns.Count; i++)
        {
            values.Numbers[i] = sample.Columns[i] is NumericColumn numbers ? numbers.Values[row] : double.NaN;
            values.Texts[i] = sample.Columns[i] is CategoricalColumn texts ? texts.TextAt(row) : null;
        }

        return values;
    }
}
