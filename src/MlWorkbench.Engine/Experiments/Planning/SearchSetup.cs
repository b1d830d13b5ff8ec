using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Splits;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>All that is settled before the first run: the labelled rows, what to predict, from which columns, judged on which rows by which metric.</summary>
/// <param name="Recipe">What prepares the columns before the search makes features of them; null where nothing does.</param>
/// <param name="Rows">The labelled rows with all columns. Row numbers of targets and splits count in this table.</param>
/// <param name="DrawnRows">Row of the file for each row of the table that was read; null where that was the whole file.</param>
public sealed record SearchSetup(
    ExperimentSpec Spec,
    Table Rows,
    Target Target,
    ColumnSelection Columns,
    DataSplit Split,
    IMetric Metric,
    SearchPlan Plan,
    RecipePlan? Recipe = null,
    int[]? DrawnRows = null)
{
    public Actuals Actuals => Target.Actuals;

    /// <summary>The row of the file that a row of <see cref="Rows"/> is.</summary>
    public int RowNumber(int row) => DrawnRows is { } drawn ? drawn[Target.LabelledRows[row]] : Target.LabelledRows[row];

    /// <summary>A run's model is the mean of its fold models, which together have learnt from all rows; otherwise the winner is trained once more on all rows.</summary>
    public bool BagsFolds => Split.CoversAllRows && Spec.Limits is not { WantsOneModel: true };
}
