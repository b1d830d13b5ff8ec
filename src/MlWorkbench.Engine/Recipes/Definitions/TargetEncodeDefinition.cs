using System.Globalization;
using MlWorkbench.Engine.Features;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>The mean target of the training rows of each level, shrunk towards the overall mean. Training rows get the value of the other folds.</summary>
/// <param name="Smoothing">Number of rows of the overall mean that are added to each level.</param>
/// <param name="Keep">Whether the column remains in addition to its encoding.</param>
public sealed record TargetEncodeDefinition(string Column, double Smoothing = 10, bool Keep = false) : StepDefinition
{
    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"Mean of the target by {Column}, smoothed by {Smoothing} rows");

    internal override void Check(RecipeColumns columns)
    {
        columns.Require(Column, ColumnUse.Levels);
        if (!(Smoothing is >= 0 and <= 1e6))
        {
            throw Wrong("The smoothing is a number of rows from 0 to 1,000,000.", Column);
        }

        columns.Encode(Column, "target", Keep);
    }

    internal override FittedDefinition Fit(TrainingRows rows)
    {
        var target = rows.Target ?? throw Wrong("Target encoding requires a target. Choose one for the preview.", Column);
        var column = rows.Levels(Column);
        var (step, outOfFold, _) = TargetEncodeFit.Fit(new FeatureSpec(FeatureKind.Trees, TargetSmoothing: Smoothing), column, ColumnLevelCounts.Of(column), target, LevelMeans.Of(column, target));
        var encoded = (TargetEncodeStep)step;
        var columns = encoded.Outputs.Select(Column (name, output) => new NumericColumn(
            name, ColumnType.Number, [.. Enumerable.Range(0, column.Length).Select(row => (double)outOfFold![(row * encoded.Outputs.Count) + output])]));
        return new FittedDefinition(
            new LevelLookupStep(Column, encoded.Outputs, encoded.Levels, Double(encoded.Encodings), Double(encoded.Prior), Double(encoded.Missing), Keep),
            [.. columns]);
    }

    private static double[] Double(float[] values) => Array.ConvertAll(values, value => (double)value);
}
