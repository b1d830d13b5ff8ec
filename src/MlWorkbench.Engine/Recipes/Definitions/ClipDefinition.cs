using System.Globalization;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Limits values to two bounds.</summary>
/// <param name="Low">Lower bound. If null, there is none.</param>
/// <param name="High">Upper bound. If null, there is none.</param>
/// <param name="Keep">Whether the column remains unchanged and a new one is written.</param>
public sealed record ClipDefinition(
    string Column,
    ClipBounds Bounds = ClipBounds.Values,
    double? Low = null,
    double? High = null,
    bool Keep = false) : StepDefinition
{
    private string Output => Keep ? $"{Column} clipped" : Column;

    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"Clip {Column} {(Low is { } low ? $"from {low} " : "")}{(High is { } high ? $"to {high} " : "")}{(Bounds == ClipBounds.Quantiles ? "(quantiles)" : "")}").TrimEnd();

    internal override void Check(RecipeColumns columns)
    {
        columns.Require(Column, ColumnUse.Numbers);
        if (Low is null && High is null)
        {
            throw Wrong($"'{Column}' needs a lower or an upper bound.", Column);
        }

        if (Low >= High)
        {
            throw Wrong($"The lower bound of '{Column}' must be below the upper one.", Column);
        }

        if (Bounds == ClipBounds.Quantiles && (Low is < 0 or > 1 || High is < 0 or > 1))
        {
            throw Wrong($"The bounds of '{Column}' are shares of the rows and must be from 0 to 1, such as 0.01 and 0.99.", Column);
        }

        columns.Write(Output, ColumnType.Number, replaces: Column);
    }

    internal override FittedDefinition Fit(TrainingRows rows)
    {
        var (low, high) = (Low, High);
        if (Bounds == ClipBounds.Quantiles)
        {
            var sorted = SortedValues.Of(rows.Numbers(Column));
            if (sorted.Length == 0)
            {
                throw Wrong($"'{Column}' has no value in the training rows, so it has no quantiles.", Column);
            }

            low = Low is { } lowShare ? SortedValues.Quantile(sorted, lowShare) : null;
            high = High is { } highShare ? SortedValues.Quantile(sorted, highShare) : null;
        }

        return new FittedDefinition(new ClipStep(Column, Output, ColumnType.Number, low, high));
    }
}
