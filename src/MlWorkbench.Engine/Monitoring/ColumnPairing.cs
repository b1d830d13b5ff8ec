using System.Globalization;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>Pairs the same column of two tables. The reference determines its kind; the current column can have another type.</summary>
internal static class ColumnPairing
{
    public static ColumnKind Kind(Column reference) => reference switch
    {
        NumericColumn => ColumnKind.Numeric,
        { Type: ColumnType.Text } => ColumnKind.Text,
        _ => ColumnKind.Categorical,
    };

    /// <exception cref="EngineException">A numeric column contains text in the current data.</exception>
    public static ColumnPair Of(Column reference, Column current) => Kind(reference) switch
    {
        ColumnKind.Numeric => ColumnPair.OfNumbers(Numbers(reference), Numbers(current)),
        ColumnKind.Text => ColumnPair.OfTexts(Texts(reference), Texts(current)),
        _ => ColumnPair.OfLevels(Levels(reference, current)),
    };

    public static ColumnKind Kind(BaselineColumn reference) => reference.Type switch
    {
        ColumnType.Integer or ColumnType.Number or ColumnType.Date => ColumnKind.Numeric,
        ColumnType.Text => ColumnKind.Text,
        _ => ColumnKind.Categorical,
    };

    /// <param name="reference">Numbers or levels. Free text is not stored.</param>
    /// <exception cref="EngineException">A numeric column contains text in the current data.</exception>
    public static ColumnPair Of(BaselineColumn reference, Column current)
    {
        if (Kind(reference) == ColumnKind.Categorical)
        {
            return ColumnPair.OfLevels(Levels([.. reference.Levels], reference.Counts, reference.Others, CountLevels(current)));
        }

        var (frequent, counts, others) = Frequent(reference);
        var numbers = Numbers(current);
        // A few distinct values are compared individually, and the rare ones, which the reference does not list, together.
        return reference.Distinct <= DriftTests.FewNumbers && numbers.Union(frequent).Take(DriftTests.FewNumbers + 1).Count() <= DriftTests.FewNumbers
            ? ColumnPair.OfLevels(Levels(
                Array.ConvertAll(frequent, ColumnPair.Text), counts, others, numbers.CountBy(number => number).ToDictionary(pair => ColumnPair.Text(pair.Key), pair => (long)pair.Value, StringComparer.Ordinal)))
            : ColumnPair.OfNumbers(Spread(reference), numbers);
    }

    private static (double[] Numbers, long[] Counts, long Others) Frequent(BaselineColumn reference)
    {
        int[] frequent = [.. Enumerable.Range(0, reference.Numbers!.Length).Where(i => reference.Deviations![i] == 0)];
        long[] counts = [.. frequent.Select(i => reference.Counts[i])];
        return ([.. frequent.Select(i => reference.Numbers[i])], counts, reference.Others + reference.Counts.Sum() - counts.Sum());
    }

    /// <summary>
    /// Restores as many numbers as there were rows: a frequent value as often as it occurred, a range of rare values evenly, with its mean and deviation.
    /// </summary>
    private static double[] Spread(BaselineColumn reference)
    {
        var numbers = new double[reference.Counts.Sum()];
        var next = 0;
        for (var i = 0; i < reference.Numbers!.Length; i++)
        {
            var rows = reference.Counts[i];
            // Even steps over a range have this deviation.
            var step = reference.Deviations![i] * Math.Sqrt(12.0 / Math.Max(1, ((double)rows * rows) - 1));
            for (var row = 0; row < rows; row++)
            {
                numbers[next++] = reference.Numbers[i] + ((row - ((rows - 1) / 2.0)) * step);
            }
        }

        return numbers;
    }

    /// <param name="others">Number of reference rows with an unlisted level. Current rows with such a level are counted with them.</param>
    private static LevelCounts Levels(string[] labels, long[] counts, long others, Dictionary<string, long> current)
    {
        var known = labels.ToHashSet(StringComparer.Ordinal);
        string[] unknown = [.. current.Keys.Where(label => !known.Contains(label)).Order(StringComparer.Ordinal)];
        long[] ofKnown = Array.ConvertAll(labels, label => current.GetValueOrDefault(label));
        return others == 0
            ? new LevelCounts([.. labels, .. unknown], null, [.. counts, .. new long[unknown.Length]], [.. ofKnown, .. unknown.Select(label => current[label])])
            : new LevelCounts([.. labels, "rare values"], null, [.. counts, others], [.. ofKnown, unknown.Sum(label => current[label])]);
    }

    private static double[] Numbers(Column column) => column switch
    {
        NumericColumn numeric => Finite(numeric.Values),
        CategoricalColumn categorical => NumbersOfLevels(categorical),
        _ => [],
    };

    /// <summary>Counts first, because a growing list would take three times the memory of a long column.</summary>
    private static double[] Finite(double[] values)
    {
        var finite = new double[values.Count(double.IsFinite)];
        var count = 0;
        foreach (var value in values)
        {
            if (double.IsFinite(value))
            {
                finite[count++] = value;
            }
        }

        return finite;
    }

    private static double[] NumbersOfLevels(CategoricalColumn column)
    {
        var values = Array.ConvertAll(column.Levels, level =>
            double.TryParse(level, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN);
        var numbers = new List<double>(column.Length);
        for (var row = 0; row < column.Length; row++)
        {
            var code = column.Codes[row];
            if (code >= 0 && double.IsNaN(values[code]))
            {
                throw new EngineException(
                    "drift_type",
                    $"The reference data contains numbers, but the current data contains '{column.Levels[code]}' in row {row + 1:N0}.",
                    row + 1,
                    column.Name);
            }

            if (code >= 0)
            {
                numbers.Add(values[code]);
            }
        }

        return [.. numbers];
    }

    private static List<string> Texts(Column column)
    {
        var texts = new List<string>(column.Length);
        for (var row = 0; row < column.Length; row++)
        {
            if (column.TextAt(row) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    private static LevelCounts Levels(Column reference, Column current)
    {
        var (ofReference, ofCurrent) = (CountLevels(reference), CountLevels(current));
        string[] labels = [.. ofReference.Keys.Union(ofCurrent.Keys).Order(StringComparer.Ordinal)];
        return new LevelCounts(
            labels,
            null,
            Array.ConvertAll(labels, label => ofReference.GetValueOrDefault(label)),
            Array.ConvertAll(labels, label => ofCurrent.GetValueOrDefault(label)));
    }

    private static Dictionary<string, long> CountLevels(Column column)
    {
        if (column is not CategoricalColumn categorical)
        {
            return Texts(column).CountBy(text => text).ToDictionary(pair => pair.Key, pair => (long)pair.Value, StringComparer.Ordinal);
        }

        var counts = new long[categorical.Levels.Length];
        foreach (var code in categorical.Codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }

        return Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0)
            .ToDictionary(code => categorical.Levels[code], code => counts[code], StringComparer.Ordinal);
    }
}
