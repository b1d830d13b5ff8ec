using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>A fitted recipe: steps in sequence that convert the columns of a signature to the columns from which features are computed.</summary>
public sealed class Preparation
{
    private readonly bool[] _ofHistory;

    /// <summary>Maximum number of steps.</summary>
    public const int MaxSteps = 1_000;

    /// <summary>Maximum number of columns that all steps together write.</summary>
    public const int MaxColumns = 10_000;

    public Preparation(IReadOnlyList<PreparationStep> steps)
    {
        if (steps.Count > MaxSteps || steps.Any(step => step is null) || steps.Sum(step => (long)step.Outputs.Count) > MaxColumns)
        {
            throw new ArgumentException($"The preparation has an empty step, more than {MaxSteps} steps or more than {MaxColumns} columns.", nameof(steps));
        }

        Steps = steps;
        (_ofHistory, HistoryColumns) = FollowHistory(steps);
    }

    public IReadOnlyList<PreparationStep> Steps { get; }

    /// <summary>The columns of the data for newer history: times, groups and past values. Empty if no step looks back.</summary>
    [JsonIgnore]
    public IReadOnlyCollection<string> HistoryColumns { get; }

    /// <summary>The prepared columns of all rows. The result for a row depends only on that row and on the history, never on the other rows.</summary>
    public Table Apply(Table rows)
    {
        var flow = new ColumnFlow<Column>(rows.Columns.Select(column => (column.Name, column)));
        foreach (var step in Steps)
        {
            flow.Follow(step, step.Apply([.. step.Inputs.Select(input => flow[input])]));
        }

        return new Table([.. flow.Columns.Select(column => column.Column)]);
    }

    /// <summary>Returns the same steps, which also look back at these rows: see <see cref="HistoryStep.With"/>.</summary>
    /// <param name="rows">At least the <see cref="HistoryColumns"/>, with the training types.</param>
    public Preparation WithHistory(Table rows)
    {
        if (HistoryColumns.Count == 0)
        {
            return this;
        }

        var steps = Steps.ToArray();
        var flow = new ColumnFlow<Column>(rows.Columns.Select(column => (column.Name, column)));
        for (var i = 0; i < steps.Length; i++)
        {
            if (!_ofHistory[i])
            {
                continue;
            }

            Column[] inputs = [.. steps[i].Inputs.Select(input => flow[input])];
            if (steps[i] is HistoryStep { Column: { } past } history)
            {
                steps[i] = history.With(inputs, (NumericColumn)flow[past]);
            }

            flow.Follow(steps[i], steps[i].Apply(inputs));
        }

        return new Preparation(steps);
    }

    /// <summary>From the last step to the first: the steps that a history needs, and their columns of the data.</summary>
    private static (bool[] OfHistory, HashSet<string> Columns) FollowHistory(IReadOnlyList<PreparationStep> steps)
    {
        var (ofHistory, needed) = (new bool[steps.Count], new HashSet<string>(StringComparer.Ordinal));
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            string[] outputs = [.. steps[i].Outputs.Select(output => output.Name)];
            var past = (steps[i] as HistoryStep)?.Column;
            ofHistory[i] = past is not null || outputs.Any(needed.Contains);
            if (ofHistory[i])
            {
                needed.ExceptWith(outputs);
                needed.UnionWith(past is null ? steps[i].Inputs : [.. steps[i].Inputs, past]);
            }
        }

        return (ofHistory, needed);
    }
}
