using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Scoring.Models;

/// <summary>
/// A reusable buffer for the features of one row. Features are computed once per feature pipeline and columns once per preparation, for all models that share them.
/// </summary>
internal sealed class RowFeatures
{
    private const int Raw = -1;

    private readonly BoundPreparation[] _preparations;
    private readonly ScoringRow[] _prepared;
    private readonly (BoundFeaturePipeline Bound, int Preparation)[] _pipelines;
    private readonly float[][] _features;

    public RowFeatures(Predictor predictor, ModelSignature signature)
        : this(Bind(predictor, signature), predictor, signature)
    {
    }

    private RowFeatures(BoundPreparation[] preparations, Predictor predictor, ModelSignature signature)
        : this(preparations, [.. predictor.FeaturePipelines.Select(featurePipeline => Bind(featurePipeline, signature, preparations))], signature.Columns.Count)
    {
    }

    private RowFeatures(BoundPreparation[] preparations, (BoundFeaturePipeline Bound, int Preparation)[] pipelines, int columns)
    {
        (_preparations, _pipelines, Columns) = (preparations, pipelines, columns);
        _prepared = Array.ConvertAll(preparations, preparation => new ScoringRow(preparation.Width));
        _features = Array.ConvertAll(pipelines, pipeline => new float[pipeline.Bound.FeaturePipeline.Features.Count]);
    }

    /// <summary>Columns of the signature.</summary>
    public int Columns { get; }

    /// <summary>Creates another buffer for the same predictor.</summary>
    public RowFeatures Another() => new(_preparations, _pipelines, Columns);

    public void Fill(ScoringRow row)
    {
        for (var i = 0; i < _preparations.Length; i++)
        {
            _preparations[i].Apply(row, _prepared[i]);
        }

        for (var i = 0; i < _pipelines.Length; i++)
        {
            var (bound, preparation) = _pipelines[i];
            bound.Apply(preparation == Raw ? row : _prepared[preparation], _features[i]);
        }
    }

    public ReadOnlySpan<float> Of(FeaturePipeline featurePipeline) => _features[IndexOf(featurePipeline)];

    /// <summary>Adds contributions of features to those of their source columns.</summary>
    public void Fold(FeaturePipeline featurePipeline, ReadOnlySpan<double> ofFeatures, Span<double> ofColumns) =>
        _pipelines[IndexOf(featurePipeline)].Bound.Fold(ofFeatures, ofColumns);

    private static BoundPreparation[] Bind(Predictor predictor, ModelSignature signature) =>
        [.. predictor.Preparations.Select(preparation => new BoundPreparation(preparation, signature))];

    private static (BoundFeaturePipeline Bound, int Preparation) Bind(FeaturePipeline featurePipeline, ModelSignature signature, BoundPreparation[] preparations)
    {
        var preparation = Array.FindIndex(preparations, bound => bound.Preparation == featurePipeline.Preparation);
        return (new BoundFeaturePipeline(featurePipeline, signature, preparation == Raw ? null : preparations[preparation]), preparation);
    }

    private int IndexOf(FeaturePipeline featurePipeline)
    {
        var index = 0;
        while (_pipelines[index].Bound.FeaturePipeline != featurePipeline)
        {
            index++;
        }

        return index;
    }
}
