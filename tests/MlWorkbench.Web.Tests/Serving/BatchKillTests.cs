using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Serving;

/// <summary>kill -9 while a batch prediction runs.</summary>
public sealed class BatchKillTests(PlantedFolder folder) : IClassFixture<PlantedFolder>
{
    private const string Start = $"/api/v1/models/{SampleModel.Model}/batch-predictions?modelVersion=1&keep=id&explain=true";
    private const int FewestRows = 200_000;
    private const double Changed = 0.25;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Score_KilledWhileItRuns_ContinuesAndWritesEveryRowOnce()
    {
        var (id, rows) = await KillAsync();
        ChangeFirstScore(id);

        using (var server = await ServerProcess.StartAsync(folder.Path, Token))
        {
            JsonElement batch = default;
            await Until.TrueAsync(async () => (batch = await ReadAsync(server, id)).GetProperty("state").GetString() == "completed", Token);
            var lines = (await server.Admin.GetStringAsync($"/api/v1/batch-predictions/{id}/content", Token)).TrimEnd().Split('\n');

            Assert.Equal(rows, batch.GetProperty("scored").GetInt32());
            Assert.Equal(Changed, double.Parse(lines[1].Split(',')[4], CultureInfo.InvariantCulture));
            Assert.Equal(Enumerable.Range(0, rows), lines.Skip(1).Select(line => int.Parse(line.Split(',')[0], CultureInfo.InvariantCulture)));
        }

        Assert.Empty(StoredTruth.FindFaults(folder.Path));
    }

    /// <summary>Kills the server after it saved scores. The job may end before the test sees it run, so it is repeated with more rows.</summary>
    private async Task<(Guid Id, int Rows)> KillAsync()
    {
        for (var rows = FewestRows; ; rows *= 2)
        {
            using var server = await ServerProcess.StartAsync(folder.Path, Token);
            using var body = new StringContent(Rows(rows), Encoding.UTF8, "text/csv");
            using var answer = await server.Admin.PostAsync(Start, body, Token);
            var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetGuid();
            JsonElement batch = default;
            await Until.TrueAsync(async () => IsStarted(batch = await ReadAsync(server, id)), Token);
            await server.KillAsync();
            if (batch.GetProperty("state").GetString() == "running")
            {
                return (id, rows);
            }
        }
    }

    private static bool IsStarted(JsonElement batch) =>
        batch.GetProperty("state").GetString() is not ("queued" or "running") || batch.GetProperty("scored").GetInt64() > 0;

    /// <summary>Changes the probability of the first row among the saved scores, by which the test sees that the row is not scored again.</summary>
    private void ChangeFirstScore(Guid id)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "workbench.db")};Pooling=False");
        connection.Open();
        using var read = new SqliteCommand("SELECT \"Scores\" FROM \"BatchPieces\" WHERE \"BatchId\" = $id AND \"FirstRow\" = 0", connection);
        read.Parameters.AddWithValue("$id", id);
        var scores = (byte[])read.ExecuteScalar()!;
        BitConverter.TryWriteBytes(scores.AsSpan(sizeof(double)), Changed);
        using var write = new SqliteCommand("UPDATE \"BatchPieces\" SET \"Scores\" = $scores WHERE \"BatchId\" = $id AND \"FirstRow\" = 0", connection);
        write.Parameters.AddWithValue("$id", id);
        write.Parameters.AddWithValue("$scores", scores);
        Assert.Equal(1, write.ExecuteNonQuery());
    }

    private static string Rows(int rows)
    {
        var text = new StringBuilder("id,age,income,plan\n");
        for (var row = 0; row < rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row},{18 + (row % 60)},{1_000 + (row % 977)},basic\n");
        }

        return text.ToString();
    }

    private static Task<JsonElement> ReadAsync(ServerProcess server, Guid id) =>
        server.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/batch-predictions/{id}", Token);
}
