using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Engine.Experiments.Splits;

/// <summary>Splits rows into similar parts: by class for classification, by size of the target for regression.</summary>
internal static class Partition
{
    /// <summary>The part (0 to <paramref name="parts"/> − 1) of each given row. Parts differ by at most one row per class.</summary>
    public static int[] Stratified(int[] rows, Actuals actuals, int parts, int seed)
    {
        var random = new Random(seed);
        var partOf = new int[rows.Length];
        var deal = Enumerable.Range(0, parts).ToArray();
        var dealt = 0;
        foreach (var position in ByTarget(rows, actuals, random))
        {
            if (dealt % parts == 0 && !actuals.Shape.HasClasses)
            {
                random.Shuffle(deal);
            }

            partOf[position] = deal[dealt++ % parts];
        }

        return partOf;
    }

    /// <summary>Selects a share of the rows by systematic sampling along the target, so that each class (or range of the target) is represented.</summary>
    public static (int[] Taken, int[] Left) Take(int[] rows, Actuals actuals, double share, int seed)
    {
        var random = new Random(seed);
        var isTaken = new bool[rows.Length];
        var sum = random.NextDouble();
        foreach (var position in ByTarget(rows, actuals, random))
        {
            sum += share;
            if (sum >= 1)
            {
                isTaken[position] = true;
                sum -= 1;
            }
        }

        return ([.. rows.Where((_, i) => isTaken[i])], [.. rows.Where((_, i) => !isTaken[i])]);
    }

    /// <summary>Assigns a part to each row, so that rows of one group share a part and parts have about equal numbers of rows.</summary>
    public static int[] ByGroup(int[] rows, int[] groupOf, int parts, int seed)
    {
        var groups = rows.GroupBy(row => groupOf[row]).Select(group => (Key: group.Key, Rows: group.Count())).ToArray();
        new Random(seed).Shuffle(groups);
        var filled = new int[parts];
        var partOf = new Dictionary<int, int>(groups.Length);
        foreach (var (key, count) in groups.OrderByDescending(group => group.Rows))
        {
            var part = Array.IndexOf(filled, filled.Min());
            partOf[key] = part;
            filled[part] += count;
        }

        return Array.ConvertAll(rows, row => partOf[groupOf[row]]);
    }

    /// <summary>Rows inside and rows outside the given part.</summary>
    public static (int[] Inside, int[] Outside) Divide(int[] rows, int[] partOf, int part)
    {
        var inside = new List<int>();
        var outside = new List<int>(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            (partOf[i] == part ? inside : outside).Add(rows[i]);
        }

        return ([.. inside], [.. outside]);
    }

    /// <summary>Positions of the rows, sorted by target. Equal targets are in random order.</summary>
    private static int[] ByTarget(int[] rows, Actuals actuals, Random random)
    {
        var positions = Enumerable.Range(0, rows.Length).ToArray();
        random.Shuffle(positions);
        var keys = Array.ConvertAll(positions, position => actuals.Values[rows[position]]);
        // LINQ's sort is stable, so ties remain in random order.
        return [.. Enumerable.Range(0, keys.Length).OrderBy(i => keys[i]).Select(i => positions[i])];
    }
}
