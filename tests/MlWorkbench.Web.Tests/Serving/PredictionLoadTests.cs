using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Serving;

/// <summary>A thousand concurrent callers.</summary>
public sealed class PredictionLoadTests(PlantedFolder folder) : IClassFixture<PlantedFolder>
{
    private const int Callers = 1_000;
    private const int CallsEach = 5;
    private const int Ages = 50;
    private const long MostGrowth = 300_000_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("drop")]
    [InlineData("wait")]
    public async Task Predict_AThousandAtTheSameTime_AnswersEachItsOwnAndOthersToo(string whenFull)
    {
        using var server = await ServerProcess.StartAsync(folder.Path, Cancellation, PlantedFolder.Patient);
        using (var decided = await server.Admin.PutAsJsonAsync(PlantedFolder.LogPath, new { whenFull }, Cancellation))
        {
            decided.EnsureSuccessStatusCode();
        }

        var expected = await PredictAsync(server.Admin, Enumerable.Range(0, Ages));
        using var connections = new SocketsHttpHandler { MaxConnectionsPerServer = Callers };
        using var client = new HttpClient(connections) { BaseAddress = server.Admin.BaseAddress, Timeout = TimeSpan.FromMinutes(3) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.AdminToken);
        var before = server.ReadMemory().Now;
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var calling = Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            await start.Task;
            for (var call = 0; call < CallsEach; call++)
            {
                var number = ((caller * CallsEach) + call) % Ages;
                Assert.Equal([expected[number]], await PredictAsync(client, [number]));
            }
        }));
        start.SetResult();
        var others = 0;
        do
        {
            using var answer = await server.Admin.GetAsync("/api/v1/models", Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            others++;
        }
        while (!calling.IsCompleted);

        await calling;
        Assert.True(others > 1);
        var growth = server.ReadMemory().Most - before;
        Assert.True(growth <= MostGrowth, string.Create(CultureInfo.InvariantCulture, $"The memory grew by {growth:N0} bytes."));
    }

    private static async Task<List<double>> PredictAsync(HttpClient client, IEnumerable<int> numbers)
    {
        using var answer = await client.PostAsJsonAsync(PlantedFolder.PredictPath, new { rows = numbers.Select(number => new { age = 20 + number }) }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("predictions").EnumerateArray().Select(prediction => prediction.GetProperty("score").GetDouble())];
    }
}
