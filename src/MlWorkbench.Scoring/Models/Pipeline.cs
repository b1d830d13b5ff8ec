using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Scoring.Models;

/// <summary>A fitted feature pipeline and the model that was trained on its features.</summary>
public sealed class Pipeline : Predictor
{
    public Pipeline(FeaturePipeline featurePipeline, Model model, OutputMap? map = null)
        : base(model.Outputs, map)
    {
        if (featurePipeline.Features.Count != model.Features)
        {
            throw new ArgumentException($"The feature pipeline computes {featurePipeline.Features.Count} features, but the model has {model.Features}.", nameof(model));
        }

        (FeaturePipeline, Model) = (featurePipeline, model);
    }

    public FeaturePipeline FeaturePipeline { get; }

    public Model Model { get; }

    public override IEnumerable<(Pipeline Pipeline, double Weight)> Pipelines => [(this, 1)];

    internal override Predictor Over(IReadOnlyDictionary<FeaturePipeline, FeaturePipeline> featurePipelines) =>
        featurePipelines.TryGetValue(FeaturePipeline, out var other) ? new Pipeline(other, Model, Map) : this;

    private protected override void ScoreRaw(TableFeatures features, Span<double> outputs) => Model.Score(features.Of(FeaturePipeline), outputs);

    private protected override void ScoreRaw(RowFeatures features, Span<double> outputs) => Model.Score(features.Of(FeaturePipeline), outputs);

    private protected override void ExplainRaw(RowFeatures features, Span<double> contributions, Span<double> outputs)
    {
        var width = Model.Features + 1;
        var ofFeatures = new double[Model.RawScores * width];
        Model.Score(features.Of(FeaturePipeline), outputs);
        Model.Explain(features.Of(FeaturePipeline), ofFeatures);
        if (Model.RawScores > 1)
        {
            SoftmaxContributions.ToLogOdds(ofFeatures, width);
        }

        contributions.Clear();
        for (var score = 0; score < Model.RawScores; score++)
        {
            features.Fold(FeaturePipeline, ofFeatures.AsSpan(score * width, width), contributions.Slice(score * (features.Columns + 1), features.Columns + 1));
        }
    }
}
