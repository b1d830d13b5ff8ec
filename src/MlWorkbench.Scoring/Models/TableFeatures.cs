using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Steps;

namespace MlWorkbench.Scoring.Models;

/// <summary>The features of a table's rows, made once per recipe however many models share it.</summary>
internal sealed class TableFeatures(Table rows)
{
    private readonly Dictionary<FittedRecipe, FeatureMatrix> _matrices = [];

    public FeatureMatrix Of(FittedRecipe recipe)
    {
        if (!_matrices.TryGetValue(recipe, out var features))
        {
            _matrices.Add(recipe, features = recipe.Apply(rows));
        }

        return features;
    }
}
