using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlWorkbench.Testing;
using MlWorkbench.Testing.HostileFiles;

namespace MlWorkbench.Web.Tests.Datasets;

/// <summary>Small files that try to block, fill or crash a server. Each is refused quickly with its code, uses little memory, and leaves no data.</summary>
public sealed class HostileFilesTests(HostileFilesTests.Server server) : IClassFixture<HostileFilesTests.Server>
{
    /// <summary>Far longer than any refusal takes. A server that trusts one of the files takes longer, or never answers.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    public static TheoryData<string> Names => [.. HostileFileTable.Names];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Upload_HostileFile_IsRefusedWithItsCodeAndLeavesNothing(string name)
    {
        var file = HostileFileTable.Get(name);
        var dataset = $"/api/v1/datasets/hostile{Guid.CreateVersion7():N}";
        using var content = new ByteArrayContent(file.Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(Deadline);

        using var response = await server.Process.Admin.PostAsync($"{dataset}/versions", content, deadline.Token);

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, file.Code), (response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.EndsWith(".", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Process.Admin.GetAsync(dataset, Cancellation)).StatusCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(server.Process.Folder, "scratch")));
    }

    [Fact]
    public async Task Upload_FilesAsTheForgerMakesThemWithoutALie_AreRead()
    {
        byte[][] files = [new ForgedParquet().ToArray(), new ForgedWorkbook().ToArray()];
        foreach (var (index, file) in files.Index())
        {
            using var content = new ByteArrayContent(file);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");

            using var response = await server.Process.Admin.PostAsync($"/api/v1/datasets/honest{index}/versions", content, Cancellation);

            Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
        }
    }

    public static TheoryData<string, string, byte[]> OddTexts => new()
    {
        { "half a character in a cell", "", Workbook("_xD800_", "x") },
        { "half a character in a name", "", Workbook("x", "_xDC00_") },
        { "NUL in a cell", "", Workbook("_x0000_", "x") },
        { "NUL in a name of Parquet", "", new ForgedParquet { Column = "a\0b" }.ToArray() },
        { "name whose cut would split a character", "", Encoding.UTF8.GetBytes(new string('n', 199) + "\U0001F600,b\n1,2\n") },
        { "levels that differ only in invalid text", "?encoding=utf-8", [.. "a,b\n1,x"u8, 0xFF, .. "\n2,x"u8, 0xFE, .. "\n3,x"u8, 0xFF, .. "\n"u8] },
        { "half characters in UTF-16", "", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n1,"), 0x00, 0xD8, .. Encoding.Unicode.GetBytes("\n2,x\n")] },
        { "NUL in the name of the file", "?fileName=a%00b", "a,b\n1,2\n"u8.ToArray() },
        { "half a character in the name of the file", "?fileName=%ED%A0%80", "a,b\n1,2\n"u8.ToArray() },
        { "NUL as the delimiter", "?delimiter=%00", "a,b\n1,2\n"u8.ToArray() },
        { "NUL as missing", "?missing=%00", "a,b\n1,2\n"u8.ToArray() },
        { "NUL as the sheet", "?sheet=%00", new ForgedWorkbook().ToArray() },
        { "a name thousands of times", "", Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Repeat("a", 16_000)) + "\n" + string.Join(',', Enumerable.Repeat("1", 16_000)) + "\n") },
    };

    [Theory]
    [MemberData(nameof(OddTexts))]
    public async Task Upload_OddTexts_AreRefusedOrCanBeReadBack(string name, string query, byte[] file)
    {
        var dataset = $"/api/v1/datasets/{Uri.EscapeDataString(name)}";
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");

        using var response = await server.Process.Admin.PostAsync($"{dataset}/versions{query}", content, Cancellation);

        if (response.StatusCode != HttpStatusCode.Created)
        {
            Assert.InRange((int)response.StatusCode, 400, 499);
            Assert.NotEmpty((await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString()!);
            return;
        }

        foreach (var part in (string[])["", "/profile", "/rows", "/content?format=csv", "/content?format=parquet", "/content?format=arrow"])
        {
            using var read = await server.Process.Admin.GetAsync($"{dataset}/versions/1{part}", Cancellation);
            Assert.Equal((part, HttpStatusCode.OK), (part, read.StatusCode));
        }
    }

    private static byte[] Workbook(string cell, string header) => new ForgedWorkbook
    {
        Rows = $"""<row r="1"><c r="A1" t="inlineStr"><is><t>{header}</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>{cell}</t></is></c><c r="B2"><v>2</v></c></row>""",
    }.ToArray();

    /// <summary>A separate process, because some of these files crash the process that trusts them.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlworkbench-hostile-");

        public ServerProcess Process { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Process = await ServerProcess.StartAsync(_folder.FullName, TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            await Process.KillAsync();
            Process.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
