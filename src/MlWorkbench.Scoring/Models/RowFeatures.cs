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
    {
        _recipes = [.. predictor.Recipes.Select(recipe => new BoundRecipe(recipe, signature))];
        _features = [.. _recipes.Select(bound => new float[bound.Recipe.Features.Count])];
    }

    private RowFeatures(BoundRecipe[] recipes)
    {
        _recipes = recipes;
        _features = [.. recipes.Select(bound => new float[bound.Recipe.Features.Count])];
    }

    /// <summary>Another buffer for the same predictor.</summary>
    public RowFeatures Another() => new(_recipes);

    public void Fill(ScoringRow row)
    {
        for (var i = 0; i < _recipes.Length; i++)
        {
            _recipes[i].Apply(row, _features[i]);
        }
    }

    public ReadOnlySpan<float> Of(FittedRecipe recipe)
    {
        var index = 0;
        while (_recipes[index].Recipe != recipe)
        {
            index++;
        }

        return _features[index];
    }
}
