using System.Text;
using CsvHelper;
using MlWorkbench.Engine.Datasets.Text;
using MlWorkbench.Engine.Datasets.Values;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Structure of a text file: its delimiter, whether the first row contains the column names, and the lines above it.</summary>
internal sealed record Dialect(char Delimiter, bool HasHeader, Preamble Preamble)
{
    private const int SampleRows = 200;

    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    public static Dialect Detect(TextFile file, DatasetImportOptions options)
    {
        var delimiter = options.Delimiter ?? file.DeclaredDelimiter ?? DetectDelimiter(file.Sample);
        if (!char.IsAscii(delimiter) || char.IsAsciiLetterOrDigit(delimiter) || delimiter is '"' or '\r' or '\n' or '\0')
        {
            throw new EngineException("unknown_delimiter", "The delimiter must be one ASCII character, and not a letter, digit, quote or line break.");
        }

        var preamble = Preamble.Find(file.Sample, ReadSample(file.Sample, delimiter), line => ReadSample(line, delimiter).Select(Preamble.Width).FirstOrDefault());
        var rows = ReadSample(file.Sample[preamble.Bytes..], delimiter);
        return new Dialect(delimiter, options.HasHeader ?? DetectHeader(rows), preamble);
    }

    /// <summary>The delimiter that gives the same number of values in most rows, and values without another candidate.</summary>
    private static char DetectDelimiter(byte[] sample)
    {
        var best = (Delimiter: Candidates[0], Score: 0d);
        foreach (var candidate in Candidates)
        {
            var score = Score(ReadSample(sample, candidate), candidate);
            if (score > best.Score)
            {
                best = (candidate, score);
            }
        }

        return best.Delimiter;
    }

    private static double Score(List<string[]> rows, char delimiter)
    {
        var common = rows.CountBy(row => row.Length).MaxBy(count => (count.Value, count.Key));
        if (common.Key < 2)
        {
            return 0;
        }

        var values = 0;
        var clean = 0;
        foreach (var value in rows.SelectMany(row => row))
        {
            values++;
            clean += IsClean(value, delimiter) ? 1 : 0;
        }

        return (double)common.Value / rows.Count * clean / values;
    }

    private static bool IsClean(string value, char delimiter) =>
        value.Length == 0
        || !value.AsSpan().ContainsAny(Candidates.AsSpan())
        || Classify(value) != ValueKinds.None
        || (value.Contains(delimiter, StringComparison.Ordinal) && value.Length > 1);

    /// <summary>A first row is a header unless it resembles the rows below it: numbers above numbers, dates above dates.</summary>
    private static bool DetectHeader(List<string[]> rows)
    {
        if (rows.Count < 2)
        {
            return true;
        }

        var evidence = 0;
        for (var column = 0; column < rows[0].Length; column++)
        {
            var below = rows.Skip(1).Where(row => row.Length > column && row[column].Length > 0).Take(50).ToList();
            if (below.Count == 0)
            {
                continue;
            }

            var shared = below.Aggregate(ValueKinds.All, (kinds, row) => kinds & Classify(row[column]));
            if (shared != ValueKinds.None)
            {
                evidence += (Classify(rows[0][column]) & shared) != ValueKinds.None ? -1 : 1;
            }
        }

        return evidence >= 0;
    }

    private static ValueKinds Classify(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        return utf8.Length == 0 ? ValueKinds.None : ValueClassifier.Classify(utf8);
    }

    private static List<string[]> ReadSample(byte[] sample, char delimiter)
    {
        var rows = new List<string[]>();
        using var reader = CsvReader.Create(sample, new CsvReaderOptions { Separator = delimiter, HasHeader = false, TrimWhitespace = true });
        while (rows.Count < SampleRows && reader.Read())
        {
            var row = new string[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.GetString(i);
            }

            rows.Add(row);
        }

        return rows;
    }
}
