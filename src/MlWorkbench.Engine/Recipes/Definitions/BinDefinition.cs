using System.Globalization;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Replaces a number by its range.</summary>
/// <param name="Bins">Number of ranges. Not used for <see cref="BinMethod.Edges"/>.</param>
/// <param name="Edges">Edges between ranges in ascending order.</param>
/// <param name="Keep">Whether the column remains unchanged and a new one is written.</param>
public sealed record BinDefinition(
    string Column,
    BinMethod Method = BinMethod.Quantile,
    int Bins = 5,
    IReadOnlyList<double>? Edges = null,
    bool Keep = false) : StepDefinition
{
    /// <summary>Maximum number of ranges.</summary>
    public const int MaxBins = 100;

    private string Output => Keep ? $"{Column} range" : Column;

    public override string Describe() => Method switch
    {
        BinMethod.Edges => $"Bin {Column} at {string.Join(", ", (Edges ?? []).Select(edge => edge.ToString(CultureInfo.InvariantCulture)))}",
        BinMethod.Width => $"Bin {Column} into {Bins} ranges of equal width",
        _ => $"Bin {Column} into {Bins} ranges with equal numbers of rows",
    };

    internal override void Check(RecipeColumns columns)
    {
        columns.Require(Column, ColumnUse.Numbers);
        if (Method == BinMethod.Edges && (Edges is not { Count: > 0 and < MaxBins } || Edges.Zip(Edges.Skip(1)).Any(pair => pair.First >= pair.Second)))
        {
            throw Wrong($"The edges of '{Column}' must be ascending numbers, at most {MaxBins - 1}.", Column);
        }

        if (Method != BinMethod.Edges && Bins is < 2 or > MaxBins)
        {
            throw Wrong($"'{Column}' can be binned into 2 to {MaxBins} ranges, not {Bins}.", Column);
        }

        columns.Write(Output, ColumnType.Category, replaces: Column);
    }

    internal override FittedDefinition Fit(TrainingRows rows) => new(new BinStep(Column, Output, Method == BinMethod.Edges ? [.. Edges!] : InnerEdges(SortedValues.Of(rows.Numbers(Column)))));

    private double[] InnerEdges(double[] sorted)
    {
        if (sorted.Length == 0)
        {
            throw Wrong($"'{Column}' has no value in the training rows, so it has no ranges.", Column);
        }

        var (low, high) = (sorted[0], sorted[^1]);
        var edges = Enumerable.Range(1, Bins - 1)
            .Select(edge => Method == BinMethod.Width ? low + ((high - low) * edge / Bins) : SortedValues.Quantile(sorted, (double)edge / Bins))
            .Where(edge => edge > low)
            .Distinct()
            .ToArray();
        return edges.Length > 0 ? edges : [high];
    }
}
