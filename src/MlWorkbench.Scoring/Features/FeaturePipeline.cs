using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Scoring.Features;

/// <summary>Fitted steps in sequence, which convert input columns to the features of a model.</summary>
public sealed class FeaturePipeline
{
    public FeaturePipeline(IReadOnlyList<FeatureStep> steps)
    {
        Steps = steps;
        Features = [.. steps.SelectMany(step => step.Outputs)];
    }

    public IReadOnlyList<FeatureStep> Steps { get; }

    /// <summary>Creates the columns that the steps read. Null if they read the columns of the signature.</summary>
    [JsonIgnore]
    public Preparation? Preparation { get; private init; }

    /// <summary>Names of the features, in the order of the matrix.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Features { get; }

    /// <summary>Returns the same steps over the columns of a preparation.</summary>
    public FeaturePipeline After(Preparation preparation) => new(Steps) { Preparation = preparation };

    /// <summary>The features of all rows of a table whose columns have the types of training.</summary>
    public FeatureMatrix Apply(Table rows) => ApplyTo(Preparation?.Apply(rows) ?? rows, rows.RowCount);

    /// <summary>Computes the features of rows that are already prepared.</summary>
    internal FeatureMatrix ApplyTo(Table prepared, int rows)
    {
        var features = new FeatureMatrix(rows, Features.Count);
        var offset = 0;
        foreach (var step in Steps)
        {
            step.Apply(prepared, features, offset);
            offset += step.Outputs.Count;
        }

        return features;
    }
}
