using System.Buffers;
using System.Globalization;
using System.Text;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Csv;

namespace MlWorkbench.Engine.Tests.Datasets;

/// <summary>Random files from fixed seeds. Well-formed ones must be read value by value; broken ones must be read or refused, never crash.</summary>
public class CsvFuzzTests
{
    private static readonly string[] Words = ["alpha", "Beta", "x y", "a,b", "semi;colon", "tab\tbed", "pi|pe", "quo\"te", "line\nbreak", "Köln", "日本", "=1+1", "007", "---", "e5", "1e", "0x1F", "1,5,7", "TRUE story"];

    private static readonly string[] Fragments = ["\"", "\"\"", "\n", "\r", "\r\n", ",", ";", "\t", "|", "\0", "1e999", "NaN", "-", "\u00ff", "sep=;\n", "<html>", "[1]", "2024-02-30", "00", ",,,,,,,,", "$", "(", ")", "%", "€", "\u00a0", "EUR ", "1,234.5", "1'000", "03/04/24", "# note\n", "Title\n\n", "#", "\ufeff"];

    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",;\t|\"\r\n");

    [Fact]
    public async Task Read_RandomTables_ComeBackValueByValue()
    {
        for (var seed = 1; seed <= 150; seed++)
        {
            var random = new Random(seed);
            var (text, expected) = RandomTable(random);

            var imported = Csv.Read(text);

            Assert.Equal(expected, Cells(imported));
            Assert.Equal((seed, await RoundTripAsync(imported)), (seed, imported.Show()));
        }
    }

    [Fact]
    public void Read_DamagedFiles_AreReadOrRefusedWithASentence()
    {
        for (var seed = 1; seed <= 1_500; seed++)
        {
            var random = new Random(seed);
            var encoding = new[] { Encoding.UTF8, Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1 }[random.Next(5)];
            var bytes = Damage(encoding.GetBytes(RandomTable(random).Text), random);
            try
            {
                var imported = Csv.Read(bytes);
                Assert.True(imported.Table.RowCount > 0, $"seed {seed}");
            }
            catch (EngineException refused)
            {
                Assert.True(refused.Message.EndsWith('.') && refused.Code.Length > 0, $"seed {seed}: {refused.Message}");
            }
        }
    }

    private static (string Text, List<string?> Cells) RandomTable(Random random)
    {
        var (columns, rows) = (random.Next(2, 7), random.Next(1, 40));
        var delimiter = ",;\t|"[random.Next(4)];
        var newLine = new[] { "\n", "\r\n" }[random.Next(2)];
        var kinds = Enumerable.Range(0, columns).Select(_ => random.Next(4)).ToArray();
        // A first column of numbers under text names makes the header unambiguous.
        kinds[0] = 0;
        var text = new StringBuilder(string.Join(delimiter, Enumerable.Range(0, columns).Select(i => $"name {i}"))).Append(newLine);
        var cells = new List<string?>();
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var cell = column > 0 && random.Next(8) == 0 ? null : RandomCell(kinds[column], random);
                cells.Add(cell);
                text.Append(column == 0 ? "" : delimiter.ToString()).Append(Quote(cell ?? "", random));
            }

            text.Append(newLine);
        }

        return (text.ToString(), cells);
    }

    private static string RandomCell(int kind, Random random) => kind switch
    {
        0 => random.Next(-1000, 1000).ToString(CultureInfo.InvariantCulture),
        1 => (random.Next(-1000, 1000) / 8.0).ToString("R", CultureInfo.InvariantCulture),
        2 => new DateTime(2000, 1, 1).AddDays(random.Next(9000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Words[random.Next(Words.Length)],
    };

    private static string Quote(string value, Random random) =>
        value.AsSpan().ContainsAny(NeedQuotes) || random.Next(6) == 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    private static byte[] Damage(byte[] bytes, Random random)
    {
        var damaged = bytes.ToList();
        for (var blows = random.Next(1, 6); blows > 0; blows--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(4))
            {
                case 0:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 1:
                    damaged.RemoveRange(at, Math.Min(random.Next(1, 20), damaged.Count - at - 1));
                    break;
                case 2:
                    damaged.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                    break;
                default:
                    damaged.InsertRange(at, damaged.Take(random.Next(1, damaged.Count)).ToArray());
                    break;
            }
        }

        return [.. damaged];
    }

    // "---" is a value. Values that the reader treats as missing are null on both sides.
    private static List<string?> Cells(ImportedTable imported) =>
        [.. Enumerable.Range(0, imported.Table.RowCount).SelectMany(row => imported.Table.Columns.Select(column => column.TextAt(row)))];

    private static async Task<string> RoundTripAsync(ImportedTable imported)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var stream = File.Create(path))
            {
                ArrowTableFile.Write(stream, imported.Table, [.. imported.Columns.Select(column => column.Role)]);
            }

            var table = await ArrowTableFile.ReadAsync(path, null, TestContext.Current.CancellationToken);
            using var csv = new MemoryStream();
            await using (var writer = new CsvTableWriter(csv, neutraliseFormulas: false))
            {
                await writer.WriteAsync(table, TestContext.Current.CancellationToken);
            }

            return Csv.Read(csv.ToArray(), new DatasetImportOptions
            {
                Delimiter = ',',
                HasHeader = true,
                Types = imported.Columns.ToDictionary(column => column.Name, column => column.Type),
            }).Show();
        }
        finally
        {
            File.Delete(path);
        }
    }
}
