using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Serving;

/// <summary>kill -9 while a batch prediction runs.</summary>
public sealed class BatchKillTests(PlantedFolder folder) : IClassFixture<PlantedFolder>
{
    private const string Start = $"/api/v1/models/{SampleModel.Model}/batch-predictions?modelVersion=1&keep=id&explain=true";
    private const int FewestRows = 50_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Score_KilledWhileItRuns_WritesEveryRowOnceAfterTheNextStart()
    {
        var (id, rows) = await KillAsync();

        using (var server = await ServerProcess.StartAsync(folder.Path, Token))
        {
            JsonElement batch = default;
            await Until.TrueAsync(async () => (batch = await ReadAsync(server, id)).GetProperty("state").GetString() == "completed", Token);
            var lines = (await server.Admin.GetStringAsync($"/api/v1/batch-predictions/{id}/content", Token)).TrimEnd().Split('\n');

            Assert.Equal(rows, batch.GetProperty("scored").GetInt32());
            Assert.Equal(Enumerable.Range(0, rows), lines.Skip(1).Select(line => int.Parse(line.Split(',')[0], CultureInfo.InvariantCulture)));
        }

        Assert.Empty(StoredTruth.FindFaults(folder.Path));
    }

    /// <summary>Kills the server while it scores. On a busy machine the job may end before the test sees it run, so it is repeated with more rows.</summary>
    private async Task<(Guid Id, int Rows)> KillAsync()
    {
        for (var rows = FewestRows; ; rows *= 2)
        {
            using var server = await ServerProcess.StartAsync(folder.Path, Token);
            using var body = new StringContent(Rows(rows), Encoding.UTF8, "text/csv");
            using var answer = await server.Admin.PostAsync(Start, body, Token);
            var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetGuid();
            var state = "queued";
            await Until.TrueAsync(async () => (state = (await ReadAsync(server, id)).GetProperty("state").GetString()!) != "queued", Token);
            await server.KillAsync();
            if (state == "running")
            {
                return (id, rows);
            }
        }
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
