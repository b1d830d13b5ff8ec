using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Statistics of a number over the training rows of each level: its mean, sum, count and so on.</summary>
public sealed record AggregateDefinition(string Column, string Group, IReadOnlyList<AggregateMeasure> Measures) : StepDefinition
{
    public override string Describe() => Sentence($"{string.Join(", ", (Measures ?? []).Select(Name))} of {Column} by {Group}");

    internal override void Check(RecipeColumns columns)
    {
        columns.Require(Column, ColumnUse.Numbers);
        columns.Require(Group, ColumnUse.Levels);
        if (Measures is not { Count: > 0 } || Measures.Distinct().Count() < Measures.Count)
        {
            throw Wrong($"Choose at least one measure of '{Column}', and no measure twice.", Column);
        }

        foreach (var measure in Measures)
        {
            columns.Write(Output(measure), ColumnType.Number);
        }
    }

    internal override FittedDefinition Fit(TrainingRows rows)
    {
        var groups = rows.Levels(Group);
        var valuesOf = Enumerable.Range(0, groups.Levels.Length + 1).Select(_ => new List<double>()).ToArray();
        var all = new List<double>();
        var values = rows.Numbers(Column).Values;
        for (var row = 0; row < values.Length; row++)
        {
            if (!double.IsNaN(values[row]))
            {
                valuesOf[groups.Codes[row] + 1].Add(values[row]);
                all.Add(values[row]);
            }
        }

        // An unknown category has no rows, so its count is 0 and its other measures are unknown.
        var unseen = Array.ConvertAll(Measures.ToArray(), measure => measure == AggregateMeasure.Count ? 0 : double.NaN);
        var used = ColumnLevelCounts.Of(groups).Codes;
        return new FittedDefinition(new LevelLookupStep(
            Group,
            [.. Measures.Select(Output)],
            [.. used.Select(code => groups.Levels[code])],
            [.. used.SelectMany(code => Measure(valuesOf[code + 1]))],
            unseen,
            [.. Measure(valuesOf[0])],
            keep: true));
    }

    private string Output(AggregateMeasure measure) => $"{Column} {Name(measure)} by {Group}";

    private static string Name(AggregateMeasure measure) => measure switch
    {
        AggregateMeasure.Minimum => "min",
        AggregateMeasure.Maximum => "max",
        _ => measure.ToString().ToLowerInvariant(),
    };

    private IEnumerable<double> Measure(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return Measures.Select(measure => measure == AggregateMeasure.Count ? sorted.Length : sorted.Length == 0 ? double.NaN : measure switch
        {
            AggregateMeasure.Mean => sorted.Average(),
            AggregateMeasure.Median => SortedValues.Quantile(sorted, 0.5),
            AggregateMeasure.Sum => sorted.Sum(),
            AggregateMeasure.Minimum => sorted[0],
            AggregateMeasure.Maximum => sorted[^1],
            _ => Deviation(sorted),
        });
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
