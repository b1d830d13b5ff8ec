using System.Numerics.Tensors;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Search;

namespace MlWorkbench.Engine.Experiments.Ensembles;

/// <summary>Blends the runs of a leaderboard, and estimates the quality of the blend without bias.</summary>
internal sealed class EnsembleBuilder(SearchSetup setup)
{
    /// <summary>Number of best runs considered as members, in addition to the best of each family.</summary>
    public const int MostCandidates = 16;

    private const int Rounds = 50;
    private const int CrossFitParts = 10;
    private const double SmallestWeight = 0.02;

    private readonly Actuals _actuals = setup.Actuals.Take(setup.Split.ValidatedRows);

    /// <param name="ranked">Completed runs, best first.</param>
    public BlendedRuns Build(IReadOnlyList<SearchRun> ranked)
    {
        SearchRun[] candidates = [.. setup.Spec.Limits is { Interpretable: true } ? ranked.Take(1) : ranked];
        var predictions = Array.ConvertAll(candidates, run => run.OutOfFold!);
        var times = Array.ConvertAll(candidates, run => run.Result.MicrosecondsPerRow ?? 0);
        var (weights, honest) = CrossFit(predictions, times);
        EnsembleMember[] members =
        [
            .. candidates.Select((run, i) => new EnsembleMember(run.Number, weights[i]))
                .Where(member => member.Weight > 0)
                .OrderByDescending(member => member.Weight),
        ];
        var blend = Blend(predictions, weights);
        var map = Calibration.Fit(_actuals, blend);
        return new BlendedRuns(members, map is null ? honest : Calibration.Apply(map, honest), map);
    }

    /// <summary>The blend of the members' predictions.</summary>
    public static Predictions Blend(IReadOnlyList<Predictions> predictions, double[] weights)
    {
        var values = new double[predictions[0].Values.Length];
        for (var model = 0; model < weights.Length; model++)
        {
            for (var i = 0; weights[model] > 0 && i < values.Length; i++)
            {
                values[i] += weights[model] * predictions[model].Values[i];
            }
        }

        return new Predictions(values, predictions[0].Outputs);
    }

    /// <summary>
    /// Weights are chosen on each nine tenths of the rows and averaged, so that no few rows decide them. The predictions of each choice for
    /// the remaining rows estimate the quality of the blend. On the rows that they were chosen on, weights look better than they are.
    /// </summary>
    private (double[] Weights, Predictions Honest) CrossFit(Predictions[] predictions, double[] times)
    {
        var mean = new double[predictions.Length];
        var outputs = predictions[0].Outputs;
        var values = new double[_actuals.Rows * outputs];
        var all = Enumerable.Range(0, _actuals.Rows).ToArray();
        var partOf = Splits.Partition.Stratified(all, _actuals, CrossFitParts, setup.Spec.Seed);
        for (var part = 0; part < CrossFitParts; part++)
        {
            var (inside, outside) = Splits.Partition.Divide(all, partOf, part);
            var weights = Trim(new EnsembleSelection(_actuals.Take(outside), Array.ConvertAll(predictions, model => model.Take(outside))).Select(Rounds), times);
            TensorPrimitives.MultiplyAdd(weights, 1.0 / CrossFitParts, mean, mean);
            var blend = Blend(Array.ConvertAll(predictions, model => model.Take(inside)), weights);
            for (var i = 0; i < inside.Length; i++)
            {
                blend.Row(i).CopyTo(values.AsSpan(inside[i] * outputs, outputs));
            }
        }

        return (Trim(mean, times), new Predictions(values, outputs));
    }

    /// <summary>
    /// Removes members with almost no weight, which cost time at every prediction. If there is a time limit per row, the lightest members are removed until
    /// it is met.
    /// </summary>
    private double[] Trim(double[] weights, double[] times)
    {
        var kept = Array.ConvertAll(weights, weight => weight < SmallestWeight ? 0 : weight);
        while (setup.Spec.Limits?.MaxMicrosecondsPerRow is { } most && kept.Where(weight => weight > 0).Count() > 1 && times.Where((_, i) => kept[i] > 0).Sum() > most)
        {
            kept[Array.IndexOf(kept, kept.Where(weight => weight > 0).Min())] = 0;
        }

        var sum = kept.Sum();
        return Array.ConvertAll(kept, weight => weight / sum);
    }
}
