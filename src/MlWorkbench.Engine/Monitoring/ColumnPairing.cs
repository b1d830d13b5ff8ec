using System.Globalization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>Brings the same column of two tables together. The reference says what kind it is; the current column may have been read as another type.</summary>
internal static class ColumnPairing
{
    public static ColumnKind Kind(Column reference) => reference switch
    {
        NumericColumn => ColumnKind.Numeric,
        { Type: ColumnType.Text } => ColumnKind.Text,
        _ => ColumnKind.Categorical,
    };

    /// <exception cref="EngineException">A numeric column holds words in the current data.</exception>
    public static ColumnPair Of(Column reference, Column current) => Kind(reference) switch
    {
        ColumnKind.Numeric => ColumnPair.OfNumbers(Numbers(reference), Numbers(current)),
        ColumnKind.Text => ColumnPair.OfTexts(Texts(reference), Texts(current)),
        _ => ColumnPair.OfLevels(Levels(reference, current)),
    };

    private static double[] Numbers(Column column) => column switch
    {
        NumericColumn numeric => Finite(numeric.Values),
        CategoricalColumn categorical => NumbersOfLevels(categorical),
        _ => [],
    };

    /// <summary>Counted first: a list that grows would take the memory of a long column three times.</summary>
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
                    "drift_type", $"The reference data holds numbers, the current data holds '{column.Levels[code]}' in row {row + 1:N0}.", row + 1, column.Name);
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
