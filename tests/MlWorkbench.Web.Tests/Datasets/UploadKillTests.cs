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
    /// <summary>Stored while the server is still receiving the file.</summary>
    private const long MoreThanAChunk = 1_100_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("mlworkbench-kill-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Upload_KilledWhileReceivedAndWhileRead_LeavesNothingAfterTheNextStart()
    {
        var csv = Encoding.UTF8.GetBytes("a,b,c\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i},level {i % 7},{i * 7919 % 10_007 / 8.0}\n")));
        using (var server = await ServerProcess.StartAsync(_folder, Cancellation))
        {
            await KillWhenThereIsAsync("source", MoreThanAChunk, server, PostAsync(server, csv, trickle: true));
        }

        using (var server = await ServerProcess.StartAsync(_folder, Cancellation))
        {
            await AssertNothingLeftAsync(server);
            await KillWhenThereIsAsync("table.arrow", 0, server, PostAsync(server, csv, trickle: false));
        }

        using (var server = await ServerProcess.StartAsync(_folder, Cancellation))
        {
            await AssertNothingLeftAsync(server);

            var answer = await PostAsync(server, csv, trickle: false);

            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            var digest = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("digest").GetString();
            var stored = await server.Admin.GetByteArrayAsync("/api/v1/datasets/numbers/versions/1/content?format=arrow", Cancellation);
            Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(stored)));
        }
    }

    private async Task KillWhenThereIsAsync(string workFile, long bytes, ServerProcess server, Task upload)
    {
        while (!IsThere(workFile, bytes))
        {
            Assert.False(upload.IsCompleted, $"The upload ended before {workFile} was seen.");
            await Task.Delay(5, Cancellation);
        }

        await server.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => upload);
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
            return await base.ReadAsync(buffer[..Math.Min(buffer.Length, 32_768)], cancellationToken);
        }
    }
}
