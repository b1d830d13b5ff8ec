using System.Globalization;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Turns a number into the range that it is in.</summary>
/// <param name="Bins">Ranges, for all but <see cref="BinMethod.Edges"/>.</param>
/// <param name="Edges">Ascending numbers between ranges.</param>
/// <param name="Keep">The column stays as it is, and a new one is written.</param>
public sealed record BinDefinition(string Column, BinMethod Method = BinMethod.Quantile, int Bins = 5, IReadOnlyList<double>? Edges = null, bool Keep = false) : StepDefinition
{
    /// <summary>Most ranges.</summary>
    public const int MaxBins = 100;

    private string Output => Keep ? $"{Column} range" : Column;

    public override string Describe() => Method switch
    {
        BinMethod.Edges => $"Bin {Column} at {string.Join(", ", (Edges ?? []).Select(edge => edge.ToString(CultureInfo.InvariantCulture)))}",
        BinMethod.Width => $"Bin {Column} into {Bins} ranges of equal width",
        _ => $"Bin {Column} into {Bins} ranges of as many rows",
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
            throw Wrong($"'{Column}' can be cut into 2 to {MaxBins} ranges, not {Bins}.", Column);
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
