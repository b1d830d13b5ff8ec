using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Serving;

/// <summary>kill -9 while predictions are answered.</summary>
public sealed class PredictionLogKillTests(PlantedFolder folder) : IClassFixture<PlantedFolder>
{
    private const int Rounds = 3;
    private const int Callers = 8;
    private const int RowsEach = 3;
    private const int AnswersBeforeTheKill = 150;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Predict_EndpointThatWaitsForItsLog_LosesNoAnsweredRow()
    {
        var answered = new ConcurrentBag<Guid>();
        await DecideToWaitAsync();
        for (var round = 1; round <= Rounds; round++)
        {
            using var server = await ServerProcess.StartAsync(folder.Path, Cancellation, PlantedFolder.Patient);
            var callers = Enumerable.Range(0, Callers).Select(caller => CallUntilKilledAsync(server, 20 + caller, answered)).ToList();
            await Until.TrueAsync(() => answered.Count >= round * AnswersBeforeTheKill * RowsEach, Cancellation, () => Assert.DoesNotContain(callers, caller => caller.IsCompleted));
            await server.KillAsync();
            await Task.WhenAll(callers);
        }

        using (await ServerProcess.StartAsync(folder.Path, Cancellation))
        {
            var logged = await StoredPredictions.ReadIdsAsync(folder.Path, Cancellation);
            Assert.Empty(answered.Except(logged));
            Assert.Equal(logged.Count, logged.Distinct().Count());
            Assert.Empty(StoredTruth.FindFaults(folder.Path));
        }
    }

    private async Task DecideToWaitAsync()
    {
        using var server = await ServerProcess.StartAsync(folder.Path, Cancellation);
        using var decided = await server.Admin.PutAsJsonAsync(PlantedFolder.LogPath, new { whenFull = "wait" }, Cancellation);
        decided.EnsureSuccessStatusCode();
    }

    private static async Task CallUntilKilledAsync(ServerProcess server, int age, ConcurrentBag<Guid> answered)
    {
        var rows = Enumerable.Repeat(new { age }, RowsEach);
        try
        {
            while (true)
            {
                using var answer = await server.Admin.PostAsJsonAsync(PlantedFolder.PredictPath, new { rows }, Cancellation);
                answer.EnsureSuccessStatusCode();
                foreach (var prediction in (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("predictions").EnumerateArray())
                {
                    answered.Add(prediction.GetProperty("id").GetGuid());
                }
            }
        }
        catch (HttpRequestException gone) when (gone.StatusCode is null)
        {
            // Killed.
        }
    }
}
