using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Replaces missing values.</summary>
/// <param name="Value">The value for <see cref="ImputeMethod.Constant"/>.</param>
/// <param name="Keep">Whether the column remains unchanged and a new one is written.</param>
public sealed record ImputeDefinition(string Column, ImputeMethod Method = ImputeMethod.Median, string? Value = null, bool Keep = false) : StepDefinition
{
    private string Output => Keep ? $"{Column} imputed" : Column;

    public override string Describe() => Method switch
    {
        ImputeMethod.Constant => $"Impute {Column} with '{Value}'",
        ImputeMethod.MostFrequent => $"Impute {Column} with its most frequent value",
        ImputeMethod.Mean => $"Impute {Column} with its mean",
        _ => $"Impute {Column} with its median",
    };

    internal override void Check(RecipeColumns columns)
    {
        var type = columns.Require(Column, ColumnUse.Any);
        if (IsLevels(type) && Method is ImputeMethod.Mean or ImputeMethod.Median)
        {
            throw Wrong(
                $"'{Column}' contains {RecipeColumns.Describe(type)}, which have no {Method.ToString().ToLowerInvariant()}. "
                + "Choose the most frequent value or a constant.",
                Column);
        }

        if (Method == ImputeMethod.Constant && (string.IsNullOrEmpty(Value) || (!IsLevels(type) && !SignatureCheck.TryParse(Value, type, out _))))
        {
            throw Wrong($"The value for '{Column}' must be {SignatureCheck.Describe(type)}{(string.IsNullOrEmpty(Value) ? "" : $", not '{Value}'")}.", Column);
        }

        columns.Write(Output, Method is ImputeMethod.Mean or ImputeMethod.Median && type == ColumnType.Integer ? ColumnType.Number : type, replaces: Column);
    }

    internal override FittedDefinition Fit(TrainingRows rows)
    {
        if (rows.Column(Column) is CategoricalColumn levels)
        {
            var level = Method == ImputeMethod.Constant ? Value! : ColumnLevelCounts.Of(levels).Levels.FirstOrDefault() ?? throw Empty();
            return new FittedDefinition(new ImputeLevelStep(Column, Output, levels.Type, level));
        }

        var column = rows.Numbers(Column);
        var value = ValueFor(column);
        var type = column.Type == ColumnType.Integer && Method is ImputeMethod.Mean or ImputeMethod.Median ? ColumnType.Number : column.Type;
        return new FittedDefinition(new ImputeNumberStep(Column, Output, type, value));
    }

    private static bool IsLevels(ColumnType type) => type is ColumnType.Boolean or ColumnType.Category or ColumnType.Text;

    private double ValueFor(NumericColumn column)
    {
        if (Method == ImputeMethod.Constant)
        {
            SignatureCheck.TryParse(Value!, column.Type, out var constant);
            return constant;
        }

        var sorted = SortedValues.Of(column);
        return sorted.Length == 0 ? throw Empty() : Method switch
        {
            ImputeMethod.Mean => sorted.Average(),
            ImputeMethod.Median => SortedValues.Quantile(sorted, 0.5),
            _ => sorted.CountBy(value => value).MaxBy(count => count.Value).Key,
        };
    }

    private EngineException Empty() => Wrong(
        $"'{Column}' has no value in the training rows, so there is no value to impute. Use a constant, or drop the column.",
        Column);
}
