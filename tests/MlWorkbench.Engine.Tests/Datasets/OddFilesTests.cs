using System.Text;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Engine.Tests.Datasets;

/// <summary>
/// A collection of odd files with their expected results in <c>answers.tsv</c>. If the files are damaged, the result must be a table or a refusal.
/// </summary>
public sealed class OddFilesTests : IDisposable
{
    private const int Damages = 400;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "TestData", "Odd");

    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("mlworkbench-odd-");

    public static TheoryData<string, string> Answers => new(File.ReadAllLines(Path.Combine(Folder, "answers.tsv")).Select(line => line.Split('\t')).Select(parts => (parts[0], parts[1])));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Inspect_OddFile_GivesTheAnswerThatIsWrittenDown(string name, string answer) =>
        Assert.Equal(answer, await AnswerAsync(Path.Combine(Folder, name)));

    [Fact]
    public async Task Inspect_EveryOddFile_HasAnAnswer() =>
        Assert.Equal(Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Where(name => name != "answers.tsv").Order(), (await File.ReadAllLinesAsync(Path.Combine(Folder, "answers.tsv"), Cancellation)).Select(line => line.Split('\t')[0]).Order());

    [Fact]
    public async Task Inspect_DamagedOddFiles_EndInATableOrARefusal()
    {
        var random = new Random(20241126);
        var files = Directory.GetFiles(Folder).Order().Select(File.ReadAllBytes).Where(bytes => bytes.Length is > 0 and < 4_096).ToList();
        for (var i = 0; i < Damages; i++)
        {
            var path = Path.Combine(_scratch.FullName, "damaged");
            await File.WriteAllBytesAsync(path, Damage(files, random), Cancellation);
            Assert.NotEmpty(await AnswerAsync(path));
        }
    }

    /// <summary>Changes, drops or doubles bytes, or puts the end of another file at the start of this one.</summary>
    private static byte[] Damage(List<byte[]> files, Random random)
    {
        var bytes = files[random.Next(files.Count)].ToList();
        for (var i = random.Next(1, 6); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(1, bytes.Count - at + 1));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, random.Next(1, bytes.Count - at + 1)));
                    break;
                default:
                    var other = files[random.Next(files.Count)];
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.AddRange(other[random.Next(other.Length)..]);
                    break;
            }
        }

        return [.. bytes];
    }

    private async Task<string> AnswerAsync(string path)
    {
        try
        {
            var reader = await TableFile.InspectAsync(path, new ImportRoom(_scratch.FullName), DatasetImportOptions.Inferred, Cancellation);
            var rows = 0;
            await foreach (var batch in reader.ReadBatchesAsync(1_000, Cancellation))
            {
                rows += batch.RowCount;
            }

            Assert.Equal(reader.RowCount, rows);
            return Describe(reader);
        }
        catch (EngineException refused)
        {
            Assert.NotEmpty(refused.Message);
            return $"refused: {refused.Code}";
        }
    }

    private static string Describe(ITableReader reader)
    {
        var text = new StringBuilder();
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{reader.Format.Encoding} '{reader.Format.Delimiter}' {reader.RowCount} rows:");
        foreach (var column in reader.Columns.Take(4))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $" {column.Name}={column.Type}");
        }

        text.Append(reader.Columns.Count > 4 ? $" … {reader.Columns.Count} columns" : "");
        return text.Append(reader.Warnings.Count > 0 ? $"; {string.Join(' ', reader.Warnings.Select(warning => warning.Code).Distinct())}" : "").Replace("\t", "\\t").ToString();
    }
}
