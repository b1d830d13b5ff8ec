using System.Globalization;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Splits;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>Makes the decisions of a search before its first run, with the reasons in sentences for the user.</summary>
public static class PlanMaker
{
    private const double RareClass = 0.1;

    /// <exception cref="EngineException">The data or the request does not allow a search.</exception>
    public static SearchSetup Make(SampledTable drawn, ExperimentSpec spec)
    {
        var setup = Make(drawn.Table, spec);
        return setup with { DrawnRows = drawn.RowNumbers, Plan = setup.Plan with { Findings = [.. Drawn(drawn, spec.BudgetSeconds), .. setup.Plan.Findings] } };
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
        var plan = new SearchPlan(
            target.Task,
            metric.Name,
            metric.HigherIsBetter,
            target.Classes,
            target.PositiveClass,
            split.Kind,
            split.Folds.Count / split.Repeats,
            split.Train.Length,
            split.Test.Length,
            [.. segments.Select(segment => segment.Name)],
            Findings(target, columns, split, recipe),
            columns.Dropped,
            split.Repeats);
        return new SearchSetup(spec, labelled, target, columns, split, metric, plan, segments, recipe);
    }

    /// <summary>Validates a recipe that looks back in time as in production: on rows later than those it was fitted to.</summary>
    private static ValidationSpec Validation(ExperimentSpec spec, RecipePlan? recipe)
    {
        var asked = spec.Validation ?? new ValidationSpec();
        return asked.Kind == ValidationKind.Auto && recipe?.Time is { } time ? asked with { Kind = ValidationKind.Time, Column = time } : asked;
    }

    private static IEnumerable<string> Drawn(SampledTable drawn, double budgetSeconds)
    {
        if (drawn.Excerpt is { } excerpt)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The file has {Megabytes(excerpt.AllBytes):N0} MB, too many for a search of {budgetSeconds:0.#} s. "
                + $"The search reads {Megabytes(excerpt.ReadBytes):N0} MB in {excerpt.Pieces:N0} pieces, spread evenly across the file. "
                + $"Column types are inferred from these {drawn.AllRows:N0} rows.");
        }

        if (drawn.Table.RowCount < drawn.AllRows)
        {
            var reason = drawn.Limit.IsOfTime
                ? string.Create(CultureInfo.InvariantCulture, $"a search of {budgetSeconds:0.#} s has time for")
                : "fit into memory during training";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{(drawn.Excerpt is null ? "The file has" : "The excerpt has")} {drawn.AllRows:N0} rows of {drawn.Table.Columns.Count:N0} columns, more "
                + $"than {reason}. Models train on a random sample of {drawn.Table.RowCount:N0} rows.");
        }
    }

    private static double Megabytes(long bytes) => bytes / 1e6;

    private static int Cells(Table labelled, ColumnSelection columns) =>
        columns.Features.Sum(name => labelled[name].Type == ColumnType.Text ? RowLimit.CellsOfText : 1);

    private static List<string> Findings(Target target, ColumnSelection columns, DataSplit split, RecipePlan? recipe)
    {
        var findings = new List<string>(target.Findings);
        if (target.Shape.HasPositiveClass)
        {
            var positives = target.Actuals.Values.Sum() / target.Actuals.Rows;
            var advice = Math.Min(positives, 1 - positives) < RareClass ? ": the classes are imbalanced, so use ranking metrics instead of accuracy" : "";
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"{positives:P1} of the rows are '{target.PositiveClass}'{advice}."));
        }

        findings.Add(split.Reason);
        findings.Add(split.Test.Length == 0
            ? "No test split is set aside: the validation value is the only estimate."
            : string.Create(CultureInfo.InvariantCulture, $"{split.Test.Length:N0} rows are set aside as the test split. They are scored at the end, and again after each extension."));
        if (recipe is not null)
        {
            findings.Add(
                "A recipe prepares the columns first. It is fitted on the training rows of each fold only"
                + $"{(recipe.Time is { } time ? $", and looks back by '{time}' at the rows before each row" : "")}. The search derives features from the resulting columns.");
        }

        findings.Add(columns.Dropped.Count == 0
            ? $"All {columns.Features.Count} columns except the target are used for training."
            : $"{columns.Features.Count} columns are used for training; {columns.Dropped.Count} are excluded.");
        return findings;
    }
}
