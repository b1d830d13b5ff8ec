using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>A fitted recipe: steps, one after the other, that turn the columns of a signature into the columns that features are made of.</summary>
public sealed class Preparation
{
    /// <summary>Most steps.</summary>
    public const int MaxSteps = 1_000;

    /// <summary>Most columns that all steps together write.</summary>
    public const int MaxColumns = 10_000;

    public Preparation(IReadOnlyList<PreparationStep> steps)
    {
        if (steps.Count > MaxSteps || steps.Any(step => step is null) || steps.Sum(step => (long)step.Outputs.Count) > MaxColumns)
        {
            throw new ArgumentException($"The preparation has an empty step, more than {MaxSteps} steps or more than {MaxColumns} columns.", nameof(steps));
        }

        Steps = steps;
    }

    public IReadOnlyList<PreparationStep> Steps { get; }

    /// <summary>The prepared columns of all rows. Each row's values depend on that row alone.</summary>
    public Table Apply(Table rows)
    {
        var flow = new ColumnFlow<Column>(rows.Columns.Select(column => (column.Name, column)));
        foreach (var step in Steps)
        {
            flow.Follow(step, step.Apply([.. step.Inputs.Select(input => flow[input])]));
        }

        return new Table([.. flow.Columns.Select(column => column.Column)]);
    }
}
