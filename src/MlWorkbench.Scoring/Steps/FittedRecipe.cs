using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Steps;

/// <summary>Fitted steps, one after the other: turns input columns into the features of a model.</summary>
public sealed class FittedRecipe
{
    public FittedRecipe(IReadOnlyList<RecipeStep> steps)
    {
        Steps = steps;
        Features = [.. steps.SelectMany(step => step.Outputs)];
        Inputs = [.. steps.SelectMany(step => step.Inputs).Distinct(StringComparer.Ordinal)];
    }

    public IReadOnlyList<RecipeStep> Steps { get; }

    /// <summary>Names of the features, in the order of the matrix.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Features { get; }

    /// <summary>Names of the columns that it reads.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The features of all rows of a table whose columns have the types of training.</summary>
    public FeatureMatrix Apply(Table rows)
    {
        var features = new FeatureMatrix(rows.RowCount, Features.Count);
        var offset = 0;
        foreach (var step in Steps)
        {
            step.Apply(rows, features, offset);
            offset += step.Outputs.Count;
        }

        return features;
    }
}
