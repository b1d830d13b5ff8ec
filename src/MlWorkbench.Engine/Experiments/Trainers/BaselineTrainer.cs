using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>Predicts the same for every row: the mean, or the class frequencies. A model that is not better has learned nothing.</summary>
public sealed class BaselineTrainer(SearchSetup setup) : ITrainer
{
    public string Family => TrainerFamilies.Baseline;

    public FeatureKind? FeaturesOf(Configuration configuration) => null;

    public static Configuration Configuration(OutputShape shape) => new(
        TrainerFamilies.Baseline,
        shape.HasClasses ? "Baseline: always the class shares" : "Baseline: always the mean",
        new Dictionary<string, ParameterValue>());

    public TrainedRun Train(Configuration configuration, RunLimits limits)
    {
        var models = setup.Split.Folds.Select(fold => Fit(fold.Train)).ToArray();
        var constant = Fit(RowsBeforeValidation()).Model;
        var predictions = setup.Split.Folds.Select(fold => Repeat(constant, fold.Validation.Length)).ToArray();
        return new TrainedRun(configuration, configuration.Parameters, models, predictions, false);
    }

    public Pipeline Refit(Configuration settled, RunLimits limits) => Fit(setup.Split.Train);

    public void Dispose()
    {
    }

    /// <summary>
    /// One constant for all folds. Constants that differ by fold would rank the rows, and lower where the fold's own target is higher. It is fitted
    /// to rows that no fold validates. If folds validate all rows, it is fitted to all of them, which a single number cannot overfit.
    /// </summary>
    private int[] RowsBeforeValidation()
    {
        int[] unseen = [.. setup.Split.Train.Except(setup.Split.ValidatedRows)];
        return unseen.Length > 0 ? unseen : setup.Split.Train;
    }

    private Pipeline Fit(int[] rows)
    {
        var actuals = setup.Actuals.Take(rows);
        double[] values = setup.Target.Shape.HasClasses ? ClassShares(actuals) : [actuals.Values.Average()];
        return new Pipeline(new FeaturePipeline([]), new ConstantModel(values));
    }

    private static double[] ClassShares(Actuals actuals)
    {
        // Adds half a row per class, so that no class is impossible.
        var shares = Enumerable.Repeat(0.5, actuals.Classes.Count).ToArray();
        foreach (var value in actuals.Values)
        {
            shares[(int)value]++;
        }

        var sum = shares.Sum();
        return Array.ConvertAll(shares, share => share / sum);
    }

    private static Predictions Repeat(Model model, int rows)
    {
        var values = new double[rows * model.Outputs];
        for (var row = 0; row < rows; row++)
        {
            model.Score([], values.AsSpan(row * model.Outputs, model.Outputs));
        }

        return new Predictions(values, model.Outputs);
    }
}
