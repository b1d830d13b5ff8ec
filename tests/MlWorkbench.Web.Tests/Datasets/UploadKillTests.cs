using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Datasets;

/// <summary>Effect of kill -9 on an upload, an import and a derivation: after the next start there is the whole version or nothing.</summary>
public sealed class UploadKillTests : IDisposable
{
    private const int FewestRows = 200_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("mlworkbench-kill-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Upload_KilledWhileReceived_LeavesNothingAfterTheNextStart()
    {
        await KillAsync(() => AskAsync("SELECT count(*) FROM ContentChunks", chunks => chunks > 0), (server, rows) => PostAsync(server, rows, trickle: true));

        using (var server = await ServerProcess.StartAsync(_folder, Cancellation))
        {
            Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_folder, "scratch")));
            Assert.True(await AskAsync("SELECT count(*) FROM ContentChunks", chunks => chunks == 0));
            Assert.Equal(0, (await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/datasets", Cancellation)).GetProperty("total").GetInt32());

            using var answer = await PostAsync(server, FewestRows, trickle: false);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Import_KilledWhileRead_ContinuesFromTheReceivedFileAtTheNextStart()
    {
        var rows = await KillAsync(() => Task.FromResult(IsThere("table.arrow")), (server, rows) => PostAsync(server, rows, trickle: false));

        using (var server = await ServerProcess.StartAsync(_folder, Cancellation))
        {
            await AssertVersionAsync(server, "numbers", rows);
            // The file sent again is the same version.
            using var answer = await PostAsync(server, rows, trickle: false);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Derivation_KilledWhileItsRowsAreWritten_IsRepeatedAtTheNextStart()
    {
        var rows = await KillAsync(
            () => Task.FromResult(IsThere("source")),
            (server, rows) => server.Admin.PostAsJsonAsync("/api/v1/datasets/numbers/versions/1/derive", new { into = "few", sample = new { rows = rows - 10, seed = 1 } }, Cancellation),
            async (server, rows) => (await PostAsync(server, rows, trickle: false)).EnsureSuccessStatusCode());

        using (var server = await ServerProcess.StartAsync(_folder, Cancellation))
        {
            await AssertVersionAsync(server, "few", rows - 10);
        }
    }

    /// <summary>
    /// Kills the server during a request. On a busy machine the request may end before the test sees its moment, so it is repeated with a larger table.
    /// Returns the number of rows.
    /// </summary>
    private async Task<int> KillAsync(Func<Task<bool>> isTime, Func<ServerProcess, int, Task<HttpResponseMessage>> send, Func<ServerProcess, int, Task>? prepare = null)
    {
        for (var rows = FewestRows; ; rows *= 2)
        {
            using var server = await ServerProcess.StartAsync(_folder, Cancellation);
            if (prepare is not null)
            {
                await prepare(server, rows);
            }

            var request = send(server, rows);
            while (!request.IsCompleted && !await isTime())
            {
                await Task.Delay(5, Cancellation);
            }

            await server.KillAsync();
            if (await IsCutAsync(request))
            {
                return rows;
            }

            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task<bool> IsCutAsync(Task<HttpResponseMessage> request)
    {
        try
        {
            using var answer = await request;
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    /// <summary>The job ends with the one version, whole, and nothing else is left.</summary>
    private async Task AssertVersionAsync(ServerProcess server, string dataset, int rows)
    {
        var job = await WaitForJobAsync(server);
        Assert.Equal(("completed", 2), (job.GetProperty("state").GetString(), job.GetProperty("attempt").GetInt32()));
        var version = await server.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/datasets/{dataset}/versions/1", Cancellation);
        Assert.Equal(rows, version.GetProperty("rows").GetInt32());
        var stored = await server.Admin.GetByteArrayAsync($"/api/v1/datasets/{dataset}/versions/1/content?format=arrow", Cancellation);
        Assert.Equal(version.GetProperty("digest").GetString(), Convert.ToHexStringLower(SHA256.HashData(stored)));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Admin.GetAsync($"/api/v1/datasets/{dataset}/versions/2", Cancellation)).StatusCode);
        await Until.TrueAsync(() => Directory.GetFileSystemEntries(Path.Combine(_folder, "scratch")).Length == 0, Cancellation);
        Assert.Empty(StoredTruth.FindFaults(_folder));
        Assert.True(await AskAsync("SELECT count(*) FROM DatasetImports WHERE SourceDigest IS NOT NULL", imports => imports == 0));
    }

    /// <summary>Waits for the end of the newest job.</summary>
    private static async Task<JsonElement> WaitForJobAsync(ServerProcess server)
    {
        JsonElement job = default;
        await Until.TrueAsync(
            async () =>
            {
                job = (await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/jobs?limit=1", Cancellation)).GetProperty("items")[0];
                return job.GetProperty("state").GetString() is not ("queued" or "running");
            },
            Cancellation,
            what: "the newest job has ended");
        return job;
    }

    private async Task<bool> AskAsync(string sql, Func<long, bool> check)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "workbench.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return check((long)(await command.ExecuteScalarAsync(Cancellation))!);
    }

    private bool IsThere(string workFile) =>
        Directory.EnumerateDirectories(Path.Combine(_folder, "scratch")).Any(import => File.Exists(Path.Combine(import, workFile)));

    private static byte[] Csv(int rows) => Encoding.UTF8.GetBytes("a,b,c\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i},level {i % 7},{i * 7919L % 10_007 / 8.0}\n")));

    private static async Task<HttpResponseMessage> PostAsync(ServerProcess server, int rows, bool trickle)
    {
        var csv = Csv(rows);
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
