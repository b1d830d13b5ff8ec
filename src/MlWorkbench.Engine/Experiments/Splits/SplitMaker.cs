using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Splits;

/// <summary>Divides the labelled rows: first the test split, then folds that fit the size of the table and the question (by time, by group).</summary>
/// <param name="table">The labelled rows.</param>
/// <param name="actuals">Target of the labelled rows.</param>
/// <param name="cells">Cost of a training row in columns. A text counts as many columns.</param>
/// <param name="budgetSeconds">Time for the whole search, which must be sufficient for k-fold.</param>
public sealed class SplitMaker(Table table, Actuals actuals, int cells, ValidationSpec spec, double budgetSeconds, int seed)
{
    /// <summary>Default share of rows set aside for the final test.</summary>
    public const double DefaultTestFraction = 0.2;

    private const int MostKFoldRows = 20_000;
    private const double KFoldRowsPerSecond = 1_000;
    private const double KFoldCellsPerSecond = 100_000;
    private const int FewRows = 1_000;
    private const double RepeatsFromSeconds = 20;
    private const int DefaultFolds = 5;
    private const int TimeFolds = 3;
    private const int HoldoutParts = 5;

    private readonly double _testFraction = spec.TestFraction ?? DefaultTestFraction;

    public DataSplit Make() => spec.Kind switch
    {
        ValidationKind.Time => ByTime(),
        ValidationKind.Group => ByGroup(),
        _ => AtRandom(),
    };

    private DataSplit AtRandom()
    {
        var all = Enumerable.Range(0, table.RowCount).ToArray();
        var (test, train) = _testFraction == 0 ? ([], all) : Partition.Take(all, actuals, _testFraction, seed);
        var small = train.Length <= Math.Min(MostKFoldRows, KFoldRowsPerSecond * budgetSeconds)
            && (double)train.Length * cells <= KFoldCellsPerSecond * budgetSeconds;
        var kind = spec.Kind == ValidationKind.Auto ? (small ? ValidationKind.KFold : ValidationKind.Holdout) : spec.Kind;
        if (kind == ValidationKind.Holdout)
        {
            var parts = Partition.Stratified(train, actuals, HoldoutParts, seed + 1);
            var (validation, rest) = Partition.Divide(train, parts, 0);
            return new DataSplit(kind, train, test, [new Fold(rest, validation)], false,
                Statement.Of("validation_holdout", ("rows", validation.Length)));
        }

        var folds = Math.Clamp(spec.Folds ?? DefaultFolds, 2, FewestRowsOfAClass(train));
        var repeats = spec.Folds is null && train.Length < FewRows && budgetSeconds >= RepeatsFromSeconds ? 2 : 1;
        var made = new List<Fold>(folds * repeats);
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            made.AddRange(FoldsOf(train, Partition.Stratified(train, actuals, folds, seed + 1 + repeat), folds));
        }

        return new DataSplit(
            ValidationKind.KFold,
            train,
            test,
            made,
            true,
            Statement.Of(repeats > 1 ? "validation_folds_repeated" : "validation_folds", ("folds", folds), ("repeats", repeats)),
            repeats);
    }

    private DataSplit ByGroup()
    {
        var column = table[spec.Column!];
        var groupOf = GroupCodes(column);
        var groups = groupOf.Distinct().Count();
        var wanted = spec.Folds ?? DefaultFolds;
        if (groups < 3)
        {
            throw new EngineException(
                "too_few_groups",
                $"The group column '{column.Name}' has {groups} groups; at least 3 are needed to split by group.",
                column: column.Name);
        }

        var all = Enumerable.Range(0, table.RowCount).ToArray();
        int[] test = [];
        var train = all;
        if (_testFraction > 0)
        {
            var parts = Math.Clamp((int)Math.Round(1 / _testFraction), 2, groups);
            (test, train) = Partition.Divide(all, Partition.ByGroup(all, groupOf, parts, seed), 0);
        }

        var folds = Math.Min(wanted, train.Select(row => groupOf[row]).Distinct().Count());
        var made = FoldsOf(train, Partition.ByGroup(train, groupOf, folds, seed + 1), folds);
        return new DataSplit(ValidationKind.Group, train, test, made, true,
            Statement.Of("validation_groups", ("groups", groups), ("column", column.Name)));
    }

    private DataSplit ByTime()
    {
        var column = (NumericColumn)table[spec.Column!];
        var all = Enumerable.Range(0, table.RowCount).ToArray();
        // Rows without a time come first. Models can train on them, and they never count as the future.
        var times = Array.ConvertAll(column.Values, time => double.IsNaN(time) ? double.NegativeInfinity : time);
        Array.Sort(all, (left, right) => times[left] != times[right] ? times[left].CompareTo(times[right]) : left.CompareTo(right));
        var end = Cut(all, times, (int)(all.Length * (1 - _testFraction)));
        var folds = spec.Folds ?? TimeFolds;
        var made = new List<Fold>();
        for (var fold = 0; fold < folds; fold++)
        {
            var from = Cut(all, times, end / 2 + (int)((long)(end - end / 2) * fold / folds));
            var to = fold == folds - 1 ? end : Cut(all, times, end / 2 + (int)((long)(end - end / 2) * (fold + 1) / folds));
            if (from > 0 && to > from)
            {
                made.Add(new Fold(all[..from], all[from..to]));
            }
        }

        if (made.Count == 0)
        {
            throw new EngineException(
                "too_few_times",
                $"The time column '{column.Name}' has too few distinct times to train on earlier rows and evaluate on later ones.",
                column: column.Name);
        }

        return new DataSplit(ValidationKind.Time, all[..end], all[end..], made, false,
            Statement.Of(end < all.Length ? "validation_time_test" : "validation_time", ("column", column.Name)));
    }

    /// <summary>The first position at or after the wanted one with a new time, so that rows with equal times are on the same side.</summary>
    private static int Cut(int[] ordered, double[] times, int wanted)
    {
        while (wanted > 0 && wanted < ordered.Length && times[ordered[wanted]] == times[ordered[wanted - 1]])
        {
            wanted++;
        }

        return wanted;
    }

    private static List<Fold> FoldsOf(int[] rows, int[] partOf, int parts)
    {
        var folds = new List<Fold>(parts);
        for (var part = 0; part < parts; part++)
        {
            var (validation, train) = Partition.Divide(rows, partOf, part);
            folds.Add(new Fold(train, validation));
        }

        return folds;
    }

    private int FewestRowsOfAClass(int[] rows)
    {
        if (!actuals.Shape.HasClasses)
        {
            return rows.Length;
        }

        var counts = new int[actuals.Classes.Count];
        foreach (var row in rows)
        {
            counts[(int)actuals.Values[row]]++;
        }

        return Math.Max(2, actuals.Shape.HasPositiveClass ? counts.Min() : counts.Max());
    }

    private static int[] GroupCodes(Column column)
    {
        if (column is CategoricalColumn categories)
        {
            return categories.Codes;
        }

        var codes = new Dictionary<double, int>();
        return Array.ConvertAll(((NumericColumn)column).Values, value =>
        {
            if (!codes.TryGetValue(value, out var code))
            {
                code = codes.Count;
                codes.Add(value, code);
            }

            return code;
        });
    }
}
