using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Scoring.Steps;

namespace MlWorkbench.Scoring.Models;

/// <summary>A reusable buffer for the features of one row, made once per recipe however many models share it.</summary>
internal sealed class RowFeatures
{
    private readonly BoundRecipe[] _recipes;
    private readonly float[][] _features;

    public RowFeatures(Predictor predictor, ModelSignature signature)
        : this([.. predictor.Recipes.Select(recipe => new BoundRecipe(recipe, signature))], signature.Columns.Count)
    {
    }

    private RowFeatures(BoundRecipe[] recipes, int columns)
    {
        (_recipes, Columns) = (recipes, columns);
        _features = [.. recipes.Select(bound => new float[bound.Recipe.Features.Count])];
    }

    /// <summary>Columns of the signature.</summary>
    public int Columns { get; }

    /// <summary>Another buffer for the same predictor.</summary>
    public RowFeatures Another() => new(_recipes, Columns);

    public void Fill(ScoringRow row)
    {
        for (var i = 0; i < _recipes.Length; i++)
        {
            _recipes[i].Apply(row, _features[i]);
        }
    }

    public ReadOnlySpan<float> Of(FittedRecipe recipe) => _features[IndexOf(recipe)];

    /// <summary>Adds contributions of features to those of the columns that they came from.</summary>
    public void Fold(FittedRecipe recipe, ReadOnlySpan<double> ofFeatures, Span<double> ofColumns) =>
        _recipes[IndexOf(recipe)].Fold(ofFeatures, ofColumns);

    private int IndexOf(FittedRecipe recipe)
    {
        var index = 0;
        while (_recipes[index].Recipe != recipe)
        {
            index++;
        }

        return index;
    }
}
