using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Scoring.Tests.Steps;

internal static class StepExtensions
{
    /// <summary>The features of the only row of a column.</summary>
    public static float[] ApplyTo(this FeatureStep step, Column column)
    {
        var features = new FeatureMatrix(1, step.Outputs.Count);
        step.Apply(new Table([column]), features, 0);
        return features.Values;
    }
}
