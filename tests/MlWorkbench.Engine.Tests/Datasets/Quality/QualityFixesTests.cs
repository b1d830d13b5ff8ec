using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Quality;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Datasets.Quality;

public sealed class QualityFixesTests
{
    private static readonly ColumnSchema[] Columns =
    [
        new("age", ColumnType.Integer, ColumnRole.Feature, 5, 40), new("plan", ColumnType.Category, ColumnRole.Feature, 5, 9), new("id", ColumnType.Text, ColumnRole.Identifier, 0, 100),
    ];

    [Theory]
    [InlineData("missing_values", "Impute age with its median; Impute plan with its most frequent value")]
    [InlineData("outliers", "Clip age from 0.01 to 0.99 (quantiles)")]
    [InlineData("rare_levels", "Merge levels of plan below 1 % into 'other'")]
    [InlineData("high_cardinality", "Mean of the target by plan, smoothed by 10 rows")]
    [InlineData("constant_columns", "Drop age, plan")]
    [InlineData("halves_shift", "")]
    public void For_AFinding_ProposesStepsThatFitTheColumns(string check, string expected)
    {
        var finding = new QualityFinding(check, QualitySeverity.Warning, "", "", "", [new("age", 1, ""), new("plan", 1, ""), new("gone", 1, "")]);

        var steps = QualityFixes.For(finding, Columns);

        Assert.Equal(expected, string.Join("; ", steps.Select(step => step.Describe())));
        Assert.Empty(RecipeCheck.Check(new RecipeDefinition(steps), [.. Columns.Select(column => (column.Name, column.Type))]));
    }
}
