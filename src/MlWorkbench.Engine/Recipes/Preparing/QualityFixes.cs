using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Quality;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>Recipe steps that fix a finding, if a recipe can.</summary>
public static class QualityFixes
{
    /// <summary>Maximum number of columns, the worst first. A longer recipe would be unreadable.</summary>
    private const int MostColumns = 20;

    /// <param name="columns">Columns of the dataset version.</param>
    /// <returns>The steps. Empty if a recipe cannot fix the finding.</returns>
    public static IReadOnlyList<StepDefinition> For(QualityFinding finding, IReadOnlyList<ColumnSchema> columns)
    {
        ColumnSchema[] found = [.. finding.Columns.Select(evidence => columns.FirstOrDefault(column => column.Name == evidence.Column)).OfType<ColumnSchema>().Take(MostColumns)];
        return (finding.Check, found.Length) switch
        {
            (_, 0) => [],
            ("constant_columns" or "identifiers" or "leakage", _) => [new DropDefinition([.. found.Select(column => column.Name)])],
            ("missing_values", _) => [.. found.Select(column => new ImputeDefinition(column.Name, IsNumber(column) ? ImputeMethod.Median : ImputeMethod.MostFrequent))],
            ("outliers", _) => [.. found.Where(IsNumber).Select(column => new ClipDefinition(column.Name, ClipBounds.Quantiles, 0.01, 0.99))],
            ("rare_levels", _) => [.. found.Where(column => column.Type == ColumnType.Category).Select(column => new RareLevelsDefinition(column.Name))],
            ("high_cardinality", _) => [.. found.Where(column => column.Type == ColumnType.Category).Select(column => new TargetEncodeDefinition(column.Name))],
            _ => [],
        };
    }

    private static bool IsNumber(ColumnSchema column) => column.Type is ColumnType.Integer or ColumnType.Number;
}
