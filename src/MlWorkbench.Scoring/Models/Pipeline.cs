using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Scoring.Models;

/// <summary>A fitted recipe and the model that was trained on its features.</summary>
public sealed class Pipeline : Predictor
{
    public Pipeline(FeaturePipeline recipe, Model model, OutputMap? map = null)
        : base(model.Outputs, map)
    {
        if (recipe.Features.Count != model.Features)
        {
            throw new ArgumentException($"The recipe computes {recipe.Features.Count} features, but the model has {model.Features}.", nameof(model));
        }

        (Recipe, Model) = (recipe, model);
    }

    public FeaturePipeline Recipe { get; }

    public Model Model { get; }

    public override IEnumerable<(Pipeline Pipeline, double Weight)> Pipelines => [(this, 1)];

    internal override Predictor Over(IReadOnlyDictionary<FeaturePipeline, FeaturePipeline> recipes) =>
        recipes.TryGetValue(Recipe, out var other) ? new Pipeline(other, Model, Map) : this;

    private protected override void ScoreRaw(TableFeatures features, Span<double> outputs) => Model.Score(features.Of(Recipe), outputs);

    private protected override void ScoreRaw(RowFeatures features, Span<double> outputs) => Model.Score(features.Of(Recipe), outputs);

    private protected override void ExplainRaw(RowFeatures features, Span<double> contributions, Span<double> outputs)
    {
        var width = Model.Features + 1;
        var ofFeatures = new double[Model.RawScores * width];
        Model.Score(features.Of(Recipe), outputs);
        Model.Explain(features.Of(Recipe), ofFeatures);
        if (Model.RawScores > 1)
        {
            SoftmaxContributions.ToLogOdds(ofFeatures, width);
        }

        contributions.Clear();
        for (var score = 0; score < Model.RawScores; score++)
        {
            features.Fold(Recipe, ofFeatures.AsSpan(score * width, width), contributions.Slice(score * (features.Columns + 1), features.Columns + 1));
        }
    }
}
