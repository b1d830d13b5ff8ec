using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Datasets;

/// <summary>A small version of a benchmark: an upload increases the server's memory by a bounded amount, regardless of the table's size.</summary>
public sealed class UploadMemoryTests : IDisposable
{
    private const long MostGrowth = 200_000_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlworkbench-memory-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2_000, 4_000, "fractions")]
    [InlineData(2_000, 4_000, "keys")]
    [InlineData(2_000, 4_000, "levels")]
    [InlineData(750_000, 10, "fractions")]
    [InlineData(150_000, 2, "texts")]
    public async Task Upload_LargeTable_GrowsTheServerByABoundedAmount(int rows, int columns, string values)
    {
        var file = WriteTable(rows, columns, values);
        using var server = await ServerProcess.StartAsync(Path.Combine(_folder.FullName, "data"), Cancellation);
        await UploadAsync(server, "small", WriteTable(100, 3, "fractions"));
        var before = server.ReadMemory().Now;

        await UploadAsync(server, "large", file);

        var growth = server.ReadMemory().Most - before;
        Assert.True(growth <= MostGrowth, string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(file).Length:N0} bytes grew the memory by {growth:N0}."));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task UploadAsync(ServerProcess server, string name, string file)
    {
        await using var stream = File.OpenRead(file);
        using var content = new StreamContent(stream);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await server.Admin.PostAsync($"/api/v1/datasets/{name}/versions", content, Cancellation);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private string WriteTable(int rows, int columns, string values)
    {
        var path = Path.Combine(_folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{rows}x{columns}.csv"));
        var random = new Random(7);
        using var writer = new StreamWriter(path, append: false, Encoding.ASCII, 1 << 16);
        writer.WriteLine(string.Join(',', Enumerable.Range(0, columns).Select(column => $"c{column}")));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                writer.Write(column == 0 ? "" : ",");
                writer.Write(Value(values, row, column, random));
            }

            writer.WriteLine();
        }

        return path;
    }

    // Keys are distinct numbers, which are compared with each other as possible identifiers. There are more levels than a wide table keeps per column.
    private static string Value(string values, int row, int column, Random random) => values switch
    {
        "keys" => ((row * 7_919L) + column).ToString(CultureInfo.InvariantCulture),
        "levels" => string.Create(CultureInfo.InvariantCulture, $"l{random.Next(500)}"),
        "texts" => string.Join(' ', Enumerable.Range(0, 40).Select(_ => random.Next(1_000).ToString(CultureInfo.InvariantCulture))),
        _ => random.NextDouble().ToString("F5", CultureInfo.InvariantCulture),
    };
}
