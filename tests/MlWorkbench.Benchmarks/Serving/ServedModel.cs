using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Benchmarks.Serving;

/// <summary>A server process with a linear model of five columns, created over HTTP only, so that the server can be of any build.</summary>
internal sealed class ServedModel : IDisposable
{
    private const string Model = "served";
    private const int Columns = 5;
    private const int TrainingRows = 1_000;

    private readonly ServerProcess _server;
    private readonly SocketsHttpHandler _connections = new() { MaxConnectionsPerServer = 10_000 };
    private readonly HttpClient _client;

    private ServedModel(string name, ServerProcess server)
    {
        Name = name;
        _server = server;
        _client = new HttpClient(_connections) { BaseAddress = server.Admin.BaseAddress };
        _client.DefaultRequestHeaders.Authorization = server.Admin.DefaultRequestHeaders.Authorization;
    }

    public string Name { get; }

    /// <param name="program">The built site. Its Trainer is built in the neighbouring project.</param>
    /// <param name="whenFull">Log setting of the endpoint. Null for a build without this setting.</param>
    public static async Task<ServedModel> StartAsync(string name, string folder, string program, string? whenFull)
    {
        // Earlier builds limited each token by default. The same limit costs all builds the same.
        var server = await ServerProcess.StartProgramAsync(program, folder, CancellationToken.None, "--Access:TokenRequestsPerSecond=1000000", $"--Training:TrainerPath={TrainerOf(program)}");
        await TrainAsync(server.Admin);
        if (whenFull is not null)
        {
            using var decided = await server.Admin.PutAsJsonAsync($"/api/v1/endpoints/{Model}/log", new { whenFull });
            decided.EnsureSuccessStatusCode();
        }

        return new ServedModel(name, server);
    }

    /// <summary>Runs this number of callers for this time. Each calls again after every answer.</summary>
    public async Task<ServingRound> CallAsync(int callers, TimeSpan duration)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { rows = new[] { Enumerable.Range(0, Columns).ToDictionary(column => $"c{column}", column => column / 4.0) } });
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => CallAsync(body, watch, duration)));
        var elapsed = watch.Elapsed.TotalSeconds;
        double[] sorted = [.. times.SelectMany(caller => caller).Order()];
        return new ServingRound(sorted.Length / elapsed, sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100]);
    }

    public void Dispose()
    {
        _client.Dispose();
        _connections.Dispose();
        _server.Dispose();
    }

    private async Task<List<double>> CallAsync(byte[] body, Stopwatch watch, TimeSpan duration)
    {
        var times = new List<double>();
        while (watch.Elapsed < duration)
        {
            var from = watch.Elapsed;
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await _client.PostAsync($"/api/v1/models/{Model}/versions/1/predict", content);
            answer.EnsureSuccessStatusCode();
            times.Add((watch.Elapsed - from).TotalMilliseconds);
        }

        return times;
    }

    private static string TrainerOf(string program) =>
        program == ServerProcess.Program ? TrainerProgram.Path : program.Replace("MlWorkbench.Web", "MlWorkbench.Trainer", StringComparison.Ordinal);

    private static async Task TrainAsync(HttpClient admin)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(TrainingData()));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var uploaded = await admin.PostAsync("/api/v1/datasets/numbers/versions", content);
        uploaded.EnsureSuccessStatusCode();
        using var started = await admin.PostAsJsonAsync("/api/v1/experiments", new { dataset = "numbers", target = "y", budgetSeconds = 60, maxRuns = 2, trainers = new[] { "linear" } });
        started.EnsureSuccessStatusCode();
        var id = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        JsonElement experiment;
        do
        {
            await Task.Delay(200);
            experiment = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/experiments/{id}");
        }
        while (experiment.GetProperty("state").GetString() is "queued" or "running");

        var run = experiment.GetProperty("runs").EnumerateArray().First(run => run.GetProperty("trainer").GetString() == "linear" && run.GetProperty("state").GetString() == "completed");
        using var registered = await admin.PostAsJsonAsync($"/api/v1/models/{Model}/versions", new { runId = run.GetProperty("id").GetGuid() });
        registered.EnsureSuccessStatusCode();
    }

    private static string TrainingData()
    {
        var random = new Random(5);
        var text = new StringBuilder(string.Join(',', Enumerable.Range(0, Columns).Select(column => $"c{column}"))).Append(",y\n");
        for (var row = 0; row < TrainingRows; row++)
        {
            double[] values = [.. Enumerable.Range(0, Columns).Select(_ => Math.Round(random.NextDouble(), 4))];
            text.AppendJoin(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture))).Append(',').Append(values.Sum().ToString("0.0000", CultureInfo.InvariantCulture)).Append('\n');
        }

        return text.ToString();
    }
}
