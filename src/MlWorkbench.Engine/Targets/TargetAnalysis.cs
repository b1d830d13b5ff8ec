using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Targets;

/// <summary>Reads the target column: infers the task and the classes, and refuses unusable targets with a reason.</summary>
public static class TargetAnalysis
{
    /// <summary>Fewest rows with a target that a search accepts.</summary>
    public const int FewestRows = 20;

    /// <summary>Maximum number of distinct whole numbers that are treated as classes, not as quantities.</summary>
    public const int MostIntegerClasses = 10;

    private const int MostClasses = 250;
    private const int FewestRowsOfBinaryClass = 4;
    private static readonly string[] PositiveSpellings = ["yes", "true", "1", "y", "t"];

    public static Target Analyze(Table table, TargetQuestion question)
    {
        var column = table.Find(question.Column)
            ?? throw new EngineException(
                "target_missing",
                $"There is no column '{question.Column}' in the data. Choose one of its {table.Columns.Count} columns as the target.",
                column: question.Column);
        if (column.Type == ColumnType.Date)
        {
            throw new EngineException("target_date", $"The target '{column.Name}' holds dates. Choose a number or a category to predict.", column: column.Name);
        }

        var rows = LabelledRows(column);
        var findings = new List<Statement>();
        RequireRows(column, rows, findings);
        var levels = TargetLevels.Of(column, rows);
        if (levels.Count == 1)
        {
            throw new EngineException(
                "target_constant",
                $"The target '{column.Name}' has the same value '{levels.Names[0]}' in every row. Choose another column.",
                column: column.Name);
        }

        var task = question.Task ?? InferTask(column, levels, rows.Length, findings);
        return OutputShape.Of(task).HasClasses
            ? Classification(column, rows, levels, task, question.PositiveClass, findings)
            : Regression(column, rows, task, findings);
    }

    private static int[] LabelledRows(Column column)
    {
        var rows = new List<int>(column.Length);
        for (var row = 0; row < column.Length; row++)
        {
            if (!column.IsMissing(row))
            {
                rows.Add(row);
            }
        }

        return [.. rows];
    }

    private static void RequireRows(Column column, int[] rows, List<Statement> findings)
    {
        if (rows.Length == 0)
        {
            throw new EngineException("target_all_missing", $"The target '{column.Name}' has no value in any row.", column: column.Name);
        }

        if (rows.Length < FewestRows)
        {
            throw new EngineException(
                "too_few_rows",
                $"Only {rows.Length} rows have a value in the target '{column.Name}'. At least {FewestRows} are needed to train and evaluate a model.",
                column: column.Name);
        }

        if (rows.Length < column.Length)
        {
            findings.Add(Statement.Of("rows_without_target", ("rows", column.Length - rows.Length), ("column", column.Name)));
        }
    }

    private static ModelTask InferTask(Column column, TargetLevels levels, int rows, List<Statement> findings)
    {
        if (levels.Count == 2)
        {
            findings.Add(Statement.Of("task_binary", ("column", column.Name)));
            return ModelTask.Binary;
        }

        if (column is CategoricalColumn)
        {
            findings.Add(Statement.Of("task_multiclass", ("column", column.Name), ("classes", levels.Count)));
            return ModelTask.Multiclass;
        }

        if (column.Type == ColumnType.Integer && levels.Count <= MostIntegerClasses && rows >= levels.Count * 10)
        {
            findings.Add(Statement.Of("task_multiclass_integers", ("column", column.Name), ("classes", levels.Count)));
            return ModelTask.Multiclass;
        }

        findings.Add(Statement.Of("task_regression", ("column", column.Name), ("values", levels.Count)));
        return ModelTask.Regression;
    }

    private static Target Regression(Column column, int[] rows, ModelTask task, List<Statement> findings)
    {
        if (column is not NumericColumn numeric)
        {
            throw new EngineException(
                "target_not_numeric",
                $"The target '{column.Name}' is not a number, so a regression cannot predict it. Omit the task, or set it to binary or multiclass.",
                column: column.Name);
        }

        var values = Array.ConvertAll(rows, row => numeric.Values[row]);
        if (column.Type == ColumnType.Integer && IsRunningNumber(values))
        {
            throw new EngineException(
                "target_unique_id",
                $"The target '{column.Name}' is an identifier: it numbers the rows. Choose another column.",
                column: column.Name);
        }

        return new Target(column.Name, task, [], null, rows, new Actuals(task, values, []), findings);
    }

    private static Target Classification(Column column, int[] rows, TargetLevels levels, ModelTask task, string? positive, List<Statement> findings)
    {
        if (levels.Count > Math.Max(2, rows.Length / 2))
        {
            throw new EngineException(
                "target_unique_id",
                $"The target '{column.Name}' has {levels.Count} different values in {rows.Length} rows: it is an identifier. Choose another column.",
                column: column.Name);
        }

        if (levels.Count > MostClasses)
        {
            throw new EngineException(
                "too_many_classes",
                $"The target '{column.Name}' has {levels.Count} classes; at most {MostClasses} can be predicted. "
                + "Group rare classes first, or predict a number.",
                column: column.Name);
        }

        var shape = OutputShape.Of(task);
        if (levels.Count > shape.MostClasses)
        {
            throw new EngineException(
                "target_not_binary",
                $"The target '{column.Name}' has {levels.Count} classes, so the task is multiclass and not binary.",
                column: column.Name);
        }

        if (levels.Count < shape.FewestClasses)
        {
            throw new EngineException(
                "target_not_multiclass",
                $"The target '{column.Name}' has two classes, so the task is binary and not multiclass.",
                column: column.Name);
        }

        var order = shape.HasPositiveClass ? BinaryOrder(column, levels, positive, findings) : levels.SortedOrder();
        var codeOf = new int[levels.Count];
        for (var i = 0; i < order.Length; i++)
        {
            codeOf[order[i]] = i;
        }

        string[] classes = [.. order.Select(level => levels.Names[level])];
        var values = Array.ConvertAll(levels.CodePerRow, code => (double)codeOf[code]);
        return new Target(column.Name, task, classes, shape.HasPositiveClass ? classes[1] : null, rows, new Actuals(task, values, classes), findings);
    }

    private static int[] BinaryOrder(Column column, TargetLevels levels, string? asked, List<Statement> findings)
    {
        var rarer = levels.Counts[0] <= levels.Counts[1] ? 0 : 1;
        if (levels.Counts[rarer] < FewestRowsOfBinaryClass)
        {
            throw new EngineException(
                "class_too_rare",
                $"The class '{levels.Names[rarer]}' of '{column.Name}' has only {levels.Counts[rarer]} rows. "
                + $"At least {FewestRowsOfBinaryClass} are needed to train and evaluate a model.",
                column: column.Name);
        }

        var positive = asked is null
            ? Array.FindIndex(levels.Names, name => PositiveSpellings.Contains(name, StringComparer.OrdinalIgnoreCase))
            : Array.IndexOf(levels.Names, asked);
        if (asked is not null && positive < 0)
        {
            throw new EngineException(
                "unknown_class",
                $"The positive class '{asked}' is not a value of '{column.Name}', whose values are '{levels.Names[0]}' and '{levels.Names[1]}'.",
                column: column.Name);
        }

        if (positive < 0)
        {
            positive = rarer;
            findings.Add(Statement.Of("positive_class_rarer", ("class", levels.Names[positive])));
        }

        return [1 - positive, positive];
    }

    private static bool IsRunningNumber(double[] values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] != values[i - 1] + 1)
            {
                return false;
            }
        }

        return true;
    }
}
