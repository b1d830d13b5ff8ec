using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Datasets;

/// <summary>Effect of kill -9 during an upload: after the next start there is no partial dataset and no leftover file.</summary>
public sealed class UploadKillTests : IDisposable
{
    private const int FewestRows = 200_000;

    /// <summary>Stored while the server is still receiving the file.</summary>
    private const long MoreThanAChunk = 1_100_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("mlworkbench-kill-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Upload_KilledWhileReceivedAndWhileRead_LeavesNothingAfterTheNextStart()
    {
        var rows = FewestRows;
        Assert.True(await IsKilledWhenThereIsAsync("source", MoreThanAChunk, Csv(rows), trickle: true));

        // On a busy machine the upload may end before the test sees the file. A larger one takes longer.
        while (!await IsKilledWhenThereIsAsync("table.arrow", 0, Csv(rows), trickle: false))
        {
            rows *= 2;
            Directory.Delete(_folder, recursive: true);
        }

        using (var server = await ServerProcess.StartAsync(_folder, Cancellation))
        {
            await AssertNothingLeftAsync(server);

            var answer = await PostAsync(server, Csv(FewestRows), trickle: false);

            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            var digest = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("digest").GetString();
            var stored = await server.Admin.GetByteArrayAsync("/api/v1/datasets/numbers/versions/1/content?format=arrow", Cancellation);
            Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(stored)));
        }
    }

    /// <summary>Starts the server and an upload, and kills the server when the work file has this length. False if the upload was faster.</summary>
    private async Task<bool> IsKilledWhenThereIsAsync(string workFile, long bytes, byte[] csv, bool trickle)
    {
        using var server = await ServerProcess.StartAsync(_folder, Cancellation);
        await AssertNothingLeftAsync(server);
        var upload = PostAsync(server, csv, trickle);
        while (!upload.IsCompleted && !IsThere(workFile, bytes))
        {
            await Task.Delay(5, Cancellation);
        }

        await server.KillAsync();
        try
        {
            Assert.Equal(HttpStatusCode.Created, (await upload).StatusCode);
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private async Task AssertNothingLeftAsync(ServerProcess server)
    {
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_folder, "scratch")));
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "workbench.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var chunks = connection.CreateCommand();
        chunks.CommandText = "SELECT count(*) FROM ContentChunks";
        Assert.Equal(0L, await chunks.ExecuteScalarAsync(Cancellation));
        Assert.Equal(0, (await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/datasets", Cancellation)).GetProperty("total").GetInt32());
    }

    private bool IsThere(string workFile, long bytes) =>
        Directory.EnumerateDirectories(Path.Combine(_folder, "scratch")).Any(import => new FileInfo(Path.Combine(import, workFile)) is { Exists: true } file && file.Length >= bytes);

    private static byte[] Csv(int rows) => Encoding.UTF8.GetBytes("a,b,c\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i},level {i % 7},{i * 7919L % 10_007 / 8.0}\n")));

    private static async Task<HttpResponseMessage> PostAsync(ServerProcess server, byte[] csv, bool trickle)
    {
        using var content = new StreamContent(trickle ? new TricklingStream(csv) : new MemoryStream(csv));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return await server.Admin.PostAsync("/api/v1/datasets/numbers/versions", content, Cancellation);
    }

    /// <summary>A stream that does not end during the test.</summary>
    private sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(20, cancellationToken);
            // The second half alone takes minutes, but is not so slow that the server cuts the connection.
            return await base.ReadAsync(buffer[..Math.Min(buffer.Length, Position < Length / 2 ? 32_768 : 64)], cancellationToken);
        }
    }
}
