using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Splits;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>Makes the decisions of a search before its first run, with the reasons.</summary>
public static class PlanMaker
{
    private const double RareClass = 0.1;

    /// <exception cref="EngineException">The data or the request does not allow a search.</exception>
    public static SearchSetup Make(SampledTable drawn, ExperimentSpec spec)
    {
        var setup = Make(drawn.Table, spec);
        return setup with
        {
            DrawnRows = drawn.RowNumbers,
            Plan = setup.Plan with { Findings = [.. Drawn(drawn, spec.BudgetSeconds), .. setup.Plan.Findings] },
        };
    }

    /// <inheritdoc cref="Make(SampledTable, ExperimentSpec)"/>
    public static SearchSetup Make(Table table, ExperimentSpec spec)
    {
        ExperimentSpecCheck.Require(spec, [.. table.Columns.Select(column => (column.Name, column.Type))]);
        var target = TargetAnalysis.Analyze(table, new TargetQuestion(spec.Target, spec.Task, spec.PositiveClass));
        ExperimentSpecCheck.RequireTask(spec, target.Task);
        var metric = spec.Metric is null ? Metrics.Default(target.Task) : Metrics.Get(target.Task, spec.Metric);
        var labelled = target.LabelledRows.Length == table.RowCount ? table : table.Take(target.LabelledRows);
        var columns = ColumnSelection.Select(labelled, spec);
        RecipePlan? recipe = null;
        if (spec.Recipe is { } asked)
        {
            (recipe, columns) = RecipePlan.Make(asked, labelled, spec, columns);
        }

        var split = new SplitMaker(labelled, target.Actuals, Cells(labelled, columns), Validation(spec, recipe), spec.BudgetSeconds, spec.Seed).Make();
        var segments = SegmentChoice.Choose(labelled, spec);
        var plan = new SearchPlan
        {
            Task = target.Task,
            Metric = metric.Name,
            HigherIsBetter = metric.HigherIsBetter,
            Classes = target.Classes,
            PositiveClass = target.PositiveClass,
            Validation = split.Kind,
            Folds = split.Folds.Count / split.Repeats,
            TrainRows = split.Train.Length,
            TestRows = split.Test.Length,
            Segments = [.. segments.Select(segment => segment.Name)],
            Findings = Findings(target, columns, split, recipe),
            Dropped = columns.Dropped,
            Repeats = split.Repeats,
        };
        return new SearchSetup
        {
            Spec = spec,
            Rows = labelled,
            Target = target,
            Columns = columns,
            Split = split,
            Metric = metric,
            Plan = plan,
            Segments = segments,
            Recipe = recipe,
        };
    }

    /// <summary>Validates a recipe that looks back in time as in production: on rows later than those it was fitted to.</summary>
    private static ValidationSpec Validation(ExperimentSpec spec, RecipePlan? recipe)
    {
        var asked = spec.Validation ?? new ValidationSpec();
        return asked.Kind == ValidationKind.Auto && recipe?.Time is { } time ? asked with { Kind = ValidationKind.Time, Column = time } : asked;
    }

    private static IEnumerable<Statement> Drawn(SampledTable drawn, double budgetSeconds)
    {
        if (drawn.Excerpt is { } excerpt)
        {
            yield return Statement.Of(
                "excerpt_read",
                ("allMegabytes", Megabytes(excerpt.AllBytes)),
                ("readMegabytes", Megabytes(excerpt.ReadBytes)),
                ("pieces", excerpt.Pieces),
                ("rows", drawn.AllRows),
                ("budget", budgetSeconds));
        }

        if (drawn.Table.RowCount < drawn.AllRows)
        {
            yield return Statement.Of(
                drawn.Limit.IsOfTime ? "rows_sampled_for_time" : "rows_sampled_for_memory",
                ("source", drawn.Excerpt is null ? "file" : "excerpt"),
                ("allRows", drawn.AllRows),
                ("columns", drawn.Table.Columns.Count),
                ("rows", drawn.Table.RowCount),
                ("budget", budgetSeconds));
        }
    }

    private static double Megabytes(long bytes) => bytes / 1e6;

    private static int Cells(Table labelled, ColumnSelection columns) =>
        columns.Features.Sum(name => labelled[name].Type == ColumnType.Text ? RowLimit.CellsOfText : 1);

    private static List<Statement> Findings(Target target, ColumnSelection columns, DataSplit split, RecipePlan? recipe)
    {
        var findings = new List<Statement>(target.Findings);
        if (target.Shape.HasPositiveClass)
        {
            var positives = target.Actuals.Values.Sum() / target.Actuals.Rows;
            var isImbalanced = Math.Min(positives, 1 - positives) < RareClass;
            findings.Add(Statement.Of(
                isImbalanced ? "positive_share_imbalanced" : "positive_share",
                ("share", positives),
                ("class", target.PositiveClass!)));
        }

        findings.Add(split.Reason);
        findings.Add(split.Test.Length == 0
            ? Statement.Of("no_test_split")
            : Statement.Of("test_split", ("rows", split.Test.Length)));
        if (recipe is not null)
        {
            findings.Add(recipe.Time is { } time ? Statement.Of("recipe_looks_back", ("column", time)) : Statement.Of("recipe"));
        }

        findings.Add(columns.Dropped.Count == 0
            ? Statement.Of("columns_all_used", ("used", columns.Features.Count))
            : Statement.Of("columns_excluded", ("used", columns.Features.Count), ("excluded", columns.Dropped.Count)));
        return findings;
    }
}
