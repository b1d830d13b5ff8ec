using System.Globalization;
using System.Runtime.InteropServices;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Targets;

/// <summary>The distinct values of a target column over its labelled rows, in order of appearance.</summary>
internal sealed record TargetLevels(string[] Names, int[] Counts, int[] CodePerRow)
{
    public int Count => Names.Length;

    public static TargetLevels Of(Column column, int[] rows) => column switch
    {
        CategoricalColumn categories => Of(Array.ConvertAll(rows, row => categories.Codes[row]), code => categories.Levels[code]),
        NumericColumn numbers => Of(Array.ConvertAll(rows, row => numbers.Values[row]), value => value.ToString("R", CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"A {column.GetType().Name} cannot be a target.", nameof(column)),
    };

    /// <summary>Positions of the levels in the expected order: by number if all are numbers, otherwise by text.</summary>
    public int[] SortedOrder()
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        var numbers = new double[Count];
        var numeric = true;
        for (var i = 0; i < Count && numeric; i++)
        {
            numeric = double.TryParse(Names[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]);
        }

        Array.Sort(order, (left, right) => numeric && numbers[left] != numbers[right]
            ? numbers[left].CompareTo(numbers[right])
            : string.CompareOrdinal(Names[left], Names[right]));
        return order;
    }

    private static TargetLevels Of<T>(T[] values, Func<T, string> name)
        where T : notnull
    {
        var codes = new Dictionary<T, int>();
        var distinct = new List<T>();
        var counts = new List<int>();
        var perRow = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(codes, values[i], out var known);
            if (!known)
            {
                code = distinct.Count;
                distinct.Add(values[i]);
                counts.Add(0);
            }

            perRow[i] = code;
            counts[code]++;
        }

        return new TargetLevels([.. distinct.Select(name)], [.. counts], perRow);
    }
}
