using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Splits;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>Decisions before the first run: the labelled rows, target, columns, validation and metric.</summary>
public sealed record SearchSetup
{
    public required ExperimentSpec Spec { get; init; }

    /// <summary>The labelled rows with all columns. Row numbers of targets and splits refer to this table.</summary>
    public required Table Rows { get; init; }

    public required Target Target { get; init; }

    public required ColumnSelection Columns { get; init; }

    public required DataSplit Split { get; init; }

    public required IMetric Metric { get; init; }

    public required SearchPlan Plan { get; init; }

    /// <summary>The divisions of the rows to evaluate.</summary>
    public required IReadOnlyList<NamedSegment> Segments { get; init; }

    /// <summary>Prepares the columns before the search derives features from them. Null without a recipe.</summary>
    public RecipePlan? Recipe { get; init; }

    /// <summary>Row of the file for each row of the table that was read. Null if that was the whole file.</summary>
    public int[]? DrawnRows { get; init; }

    public Actuals Actuals => Target.Actuals;

    /// <summary>Converts a row of <see cref="Rows"/> to its row in the file.</summary>
    public int RowNumber(int row) => DrawnRows is { } drawn ? drawn[Target.LabelledRows[row]] : Target.LabelledRows[row];

    /// <summary>
    /// Whether the model of a run is the mean of its fold models, which together were trained on all rows. Otherwise the winner is retrained on all rows.
    /// </summary>
    public bool BagsFolds => Split.CoversAllRows && Spec.Limits is not { WantsOneModel: true };
}
