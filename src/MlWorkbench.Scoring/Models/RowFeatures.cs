using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Scoring.Models;

/// <summary>
/// A reusable buffer for the features of one row. Features are computed once per recipe and columns once per preparation, for all models that share them.
/// </summary>
internal sealed class RowFeatures
{
    private const int Raw = -1;

    private readonly BoundPreparation[] _preparations;
    private readonly ScoringRow[] _prepared;
    private readonly (BoundFeaturePipeline Recipe, int Preparation)[] _recipes;
    private readonly float[][] _features;

    public RowFeatures(Predictor predictor, ModelSignature signature)
        : this(Bind(predictor, signature), predictor, signature)
    {
    }

    private RowFeatures(BoundPreparation[] preparations, Predictor predictor, ModelSignature signature)
        : this(preparations, [.. predictor.Recipes.Select(recipe => Bind(recipe, signature, preparations))], signature.Columns.Count)
    {
    }

    private RowFeatures(BoundPreparation[] preparations, (BoundFeaturePipeline Recipe, int Preparation)[] recipes, int columns)
    {
        (_preparations, _recipes, Columns) = (preparations, recipes, columns);
        _prepared = Array.ConvertAll(preparations, preparation => new ScoringRow(preparation.Width));
        _features = Array.ConvertAll(recipes, bound => new float[bound.Recipe.Recipe.Features.Count]);
    }

    /// <summary>Columns of the signature.</summary>
    public int Columns { get; }

    /// <summary>Creates another buffer for the same predictor.</summary>
    public RowFeatures Another() => new(_preparations, _recipes, Columns);

    public void Fill(ScoringRow row)
    {
        for (var i = 0; i < _preparations.Length; i++)
        {
            _preparations[i].Apply(row, _prepared[i]);
        }

        for (var i = 0; i < _recipes.Length; i++)
        {
            var (recipe, preparation) = _recipes[i];
            recipe.Apply(preparation == Raw ? row : _prepared[preparation], _features[i]);
        }
    }

    public ReadOnlySpan<float> Of(FeaturePipeline recipe) => _features[IndexOf(recipe)];

    /// <summary>Adds contributions of features to those of their source columns.</summary>
    public void Fold(FeaturePipeline recipe, ReadOnlySpan<double> ofFeatures, Span<double> ofColumns) =>
        _recipes[IndexOf(recipe)].Recipe.Fold(ofFeatures, ofColumns);

    private static BoundPreparation[] Bind(Predictor predictor, ModelSignature signature) =>
        [.. predictor.Preparations.Select(preparation => new BoundPreparation(preparation, signature))];

    private static (BoundFeaturePipeline Recipe, int Preparation) Bind(FeaturePipeline recipe, ModelSignature signature, BoundPreparation[] preparations)
    {
        var preparation = Array.FindIndex(preparations, bound => bound.Preparation == recipe.Preparation);
        return (new BoundFeaturePipeline(recipe, signature, preparation == Raw ? null : preparations[preparation]), preparation);
    }

    private int IndexOf(FeaturePipeline recipe)
    {
        var index = 0;
        while (_recipes[index].Recipe.Recipe != recipe)
        {
            index++;
        }

        return index;
    }
}
