using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>Creates models from trained forests. Class votes have one scale for all folds, fitted on validation rows.</summary>
internal sealed class ForestModels(SearchSetup setup)
{
    private const string Slope = "calibration_slope";
    private const string Intercept = "calibration_intercept";

    /// <summary>Trees per round: one, or one per class.</summary>
    public int Scores => setup.Target.Shape.Scores(setup.Target.Classes.Count);

    /// <summary>Proven settings: a forest per class needs fewer trees, and votes need larger leaves than means.</summary>
    public static (int Trees, int SmallestLeaf, double FeatureShare) Defaults(OutputShape shape) => (
        shape.HasScorePerClass ? 60 : 120,
        shape.HasClasses ? 3 : 2,
        shape.HasClasses ? 0.3 : 0.4);

    /// <param name="asked">The requested configuration of the run.</param>
    /// <param name="trained">The resulting parameters.</param>
    /// <param name="forests">One forest per fold: round after round, one tree per score, whose leaves contain votes.</param>
    public TrainedRun OfFolds(
        Configuration asked,
        IReadOnlyDictionary<string, ParameterValue> trained,
        IReadOnlyList<FoldFeatures> prepared,
        IReadOnlyList<Tree>[] forests,
        bool isCutShort)
    {
        var parameters = new Dictionary<string, ParameterValue>(trained);
        var scale = ForestScale.None;
        if (setup.Target.Shape.HasClasses)
        {
            scale = FitScale(prepared, forests);
            parameters[Slope] = ParameterValue.Of(scale.Slope);
            parameters[Intercept] = ParameterValue.Of(scale.Intercept);
        }

        var models = forests.Select((forest, fold) => Model(forest, prepared[fold].Train.Width, scale)).ToArray();
        var predictions = models.Select((model, fold) => new Predictions(Score(model, prepared[fold].Validation), model.Outputs)).ToArray();
        return new TrainedRun(asked, parameters, [.. models.Select((model, fold) => new Pipeline(prepared[fold].Fitted.FeaturePipeline, model))], predictions, isCutShort);
    }

    /// <param name="settled">A configuration with the scale that the run determined.</param>
    public Pipeline OfAllRows(Configuration settled, FittedFeatures fitted, IReadOnlyList<Tree> forest) =>
        new(fitted.FeaturePipeline, Model(forest, fitted.TrainFeatures.Width, new ForestScale(settled.Number(Slope, 1), settled.Number(Intercept, 0))));

    private ForestScale FitScale(IReadOnlyList<FoldFeatures> prepared, IReadOnlyList<Tree>[] forests)
    {
        var votes = forests.SelectMany((forest, fold) => Score(new TreeEnsemble(forest, prepared[fold].Train.Width, Scores, true, Link.Identity), prepared[fold].Validation));
        return ForestScale.Fit([.. votes], setup.Actuals with { Values = [.. prepared.SelectMany(fold => fold.ValidationTargets)] });
    }

    private TreeEnsemble Model(IReadOnlyList<Tree> forest, int width, ForestScale scale) => new(
        scale == ForestScale.None ? forest : [.. forest.Select(scale.Apply)],
        width,
        Scores,
        true,
        setup.Target.Shape.Link);

    private static double[] Score(TreeEnsemble model, FeatureMatrix rows)
    {
        var outputs = new double[rows.Rows * model.Outputs];
        model.Score(rows, outputs);
        return outputs;
    }
}
