using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Statistics of the latest earlier values of a column, including the target, among the rows of the same group.</summary>
/// <param name="Time">Column that orders rows: a date or a number.</param>
/// <param name="Group">Column whose levels have separate histories. If null, there is one history.</param>
/// <param name="Window">Number of latest values.</param>
/// <param name="Gap">Minimum age of a value: in days for dates, otherwise in the unit of the time column.</param>
public sealed record RollingDefinition(
    string Column, string Time, IReadOnlyList<HistoryMeasure> Measures, string? Group = null, int Window = 3, double Gap = 0) : StepDefinition
{
    public override string Describe() => Sentence(
        $"{string.Join(", ", (Measures ?? []).Select(Past.Name))} of the last {Window} of {Column}{Past.Suffix(Group)} ordered by {Time}");

    internal override void Check(RecipeColumns columns)
    {
        Past.Check(columns, Column, Time, Group, Gap);
        if (Window is < 1 or > HistoryStep.MaxValues)
        {
            throw Wrong($"A window of '{Column}' has 1 to {HistoryStep.MaxValues} values, not {Window}.", Column);
        }

        if (Measures is not { Count: > 0 } || Measures.Contains(HistoryMeasure.Lag) || Measures.Distinct().Count() < Measures.Count)
        {
            throw Wrong($"Choose at least one measure of '{Column}', and no measure twice. Single earlier values are a lag step.", Column);
        }

        foreach (var output in Outputs)
        {
            columns.Write(output.Name, output.Measure == HistoryMeasure.Count ? ColumnType.Integer : ColumnType.Number);
        }
    }

    internal override FittedDefinition Fit(TrainingRows rows) => new(Past.Fit(rows, Column, Time, Group, Gap, [.. Outputs]));

    private IEnumerable<HistoryColumn> Outputs => Measures.Select(measure => new HistoryColumn($"{Column} {Past.Name(measure)} of last {Window}{Past.Suffix(Group)}", measure, Window));
}
