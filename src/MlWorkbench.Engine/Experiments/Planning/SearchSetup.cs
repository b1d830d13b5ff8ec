using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Splits;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>Decisions before the first run: the labelled rows, target, columns, validation and metric.</summary>
/// <param name="Recipe">Prepares the columns before the search derives features from them. Null without a recipe.</param>
/// <param name="Segments">The divisions of the rows to evaluate.</param>
/// <param name="Rows">The labelled rows with all columns. Row numbers of targets and splits refer to this table.</param>
/// <param name="DrawnRows">Row of the file for each row of the table that was read. Null if that was the whole file.</param>
public sealed record SearchSetup(
    ExperimentSpec Spec,
    Table Rows,
    Target Target,
    ColumnSelection Columns,
    DataSplit Split,
    IMetric Metric,
    SearchPlan Plan,
    IReadOnlyList<NamedSegment> Segments,
    RecipePlan? Recipe = null,
    int[]? DrawnRows = null)
{
    public Actuals Actuals => Target.Actuals;

    /// <summary>Converts a row of <see cref="Rows"/> to its row in the file.</summary>
    public int RowNumber(int row) => DrawnRows is { } drawn ? drawn[Target.LabelledRows[row]] : Target.LabelledRows[row];

    /// <summary>
    /// Whether the model of a run is the mean of its fold models, which together were trained on all rows. Otherwise the winner is retrained on all rows.
    /// </summary>
    public bool BagsFolds => Split.CoversAllRows && Spec.Limits is not { WantsOneModel: true };
}
