using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Earlier values of a column, including the target, among the rows of the same group.</summary>
/// <param name="Time">Column that orders rows: a date or a number.</param>
/// <param name="Group">Column whose levels have separate histories. If null, there is one history.</param>
/// <param name="Lags">Distances of the earlier values: 1 is the previous value.</param>
/// <param name="Gap">Minimum age of a value: in days for dates, otherwise in the unit of the time column.</param>
public sealed record LagDefinition(string Column, string Time, string? Group = null, IReadOnlyList<int>? Lags = null, double Gap = 0) : StepDefinition
{
    private const int MostLags = 50;

    private IReadOnlyList<int> Wanted => Lags ?? [1];

    public override string Describe() => $"Lag {string.Join(", ", Wanted)} of {Column}{Past.Suffix(Group)} ordered by {Time}";

    internal override void Check(RecipeColumns columns)
    {
        Past.Check(columns, Column, Time, Group, Gap);
        if (Wanted.Count is < 1 or > MostLags || Wanted.Distinct().Count() < Wanted.Count || Wanted.Any(lag => lag is < 1 or > HistoryStep.MaxValues))
        {
            throw Wrong($"Enter 1 to {MostLags} different lags from 1 to {HistoryStep.MaxValues}: 1 is the previous value.", Column);
        }

        foreach (var output in Outputs)
        {
            columns.Write(output.Name, ColumnType.Number);
        }
    }

    internal override FittedDefinition Fit(TrainingRows rows) => new(Past.Fit(rows, Column, Time, Group, Gap, [.. Outputs]));

    private IEnumerable<HistoryColumn> Outputs => Wanted.Select(lag => new HistoryColumn($"{Column} lag {lag}{Past.Suffix(Group)}", HistoryMeasure.Lag, lag));
}
