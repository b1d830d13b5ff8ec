using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Serving;
using MlWorkbench.Testing;
using MlWorkbench.Web.Hosting.Telemetry;
using MlWorkbench.Web.Tests.Access;

namespace MlWorkbench.Web.Tests.Hosting.Telemetry;

/// <summary>The metrics over real HTTP.</summary>
public sealed partial class MetricsTests(ModelServer models) : IClassFixture<ModelServer>
{
    private const string Path = "/metrics";

    /// <summary>As the guide says.</summary>
    private const int MostVersions = 200;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private WorkbenchServer Server => models.Server;

    [Fact]
    public async Task Metrics_AtTheSitesAddress_NeedATokenThatMayRead()
    {
        using var anonymous = Server.CreateClient();
        using var viewer = await models.ClientOfAsync(models.Viewer);
        using var scorer = await ScopedClientAsync(Permission.Predict);
        using var reader = await ScopedClientAsync(Permission.Read);

        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync(Path, Now)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await scorer.GetAsync(Path, Now)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(Path, Now)).StatusCode);
        using var answer = await viewer.GetAsync(Path, Now);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("version=0.0.4", answer.Content.Headers.ContentType.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_AfterUse_AreWellFormedAndNamedAsTheConventionsSay()
    {
        await PredictAsync(new { age = 30, income = 2000, plan = "basic" });
        // An answer may be a fraction of a second old, and the duration of a request is recorded after its answer.
        await UntilSeenAsync("http_server_request_duration_seconds_count", "http_route=\"/api/v1/models/{name}/predict\"");
        await UntilSeenAsync("db_client_operation_duration_seconds_count");
        await UntilSeenAsync("mlworkbench_database_size_bytes");
        await UntilSeenAsync("mlworkbench_disk_free_bytes");

        var metrics = await ReadAsync(Server.Admin);

        var counters = metrics.Types.Where(family => family.Value == "counter").Select(family => family.Key).ToList();
        Assert.NotEmpty(counters);
        Assert.All(counters, name => Assert.EndsWith("_total", name, StringComparison.Ordinal));
        Assert.Equal("histogram", metrics.Types["http_server_request_duration_seconds"]);
        // The process itself has an id.
        Assert.DoesNotContain(metrics.Series, series => !series.StartsWith("target_info{", StringComparison.Ordinal) && Id().IsMatch(series));
    }

    [Fact]
    public async Task Metrics_AfterAPredictionAJobAndAFailedSignIn_HaveMoved()
    {
        var before = await ReadAsync(Server.Admin);
        string[] version = ["project=\"default\"", "endpoint=\"churn\"", "version=\"1\""];

        Assert.Equal(HttpStatusCode.OK, await PredictAsync(new { age = 30, income = 2000, plan = "basic" }, new { age = 31, income = 2100, plan = "basic" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PredictAsync(new { age = "not-a-number-of-a-customer", income = 2000, plan = "basic" }));
        using var unknown = await Server.Admin.PostAsJsonAsync("/api/v1/models/a-name-of-the-caller/predict", new { rows = new[] { new { age = 1 } } }, Now);
        using var backup = await Server.Admin.PostAsync("/api/v1/backups", null, Now);
        using var guess = new FormSession(Server.Url);
        await guess.SendFormAsync("/sign-in", ("Form.Email", "nobody@example.org"), ("Form.Password", "a wrong guess"));

        Assert.Equal(HttpStatusCode.Accepted, backup.StatusCode);
        await UntilMovedAsync(before, 2, "mlworkbench_prediction_rows_total", version);
        await UntilMovedAsync(before, 2, "mlworkbench_prediction_requests_total", version);
        await UntilMovedAsync(before, 2, "mlworkbench_prediction_duration_seconds_count", version);
        await UntilMovedAsync(before, 1, "mlworkbench_prediction_errors_total", [.. version, "error_type=\"invalid\""]);
        await UntilMovedAsync(before, 1, "mlworkbench_prediction_errors_total", "error_type=\"not_found\"");
        await UntilMovedAsync(before, 1, "mlworkbench_jobs_started_total", "kind=\"backup\"");
        await UntilMovedAsync(before, 1, "mlworkbench_jobs_ended_total", "kind=\"backup\"", "outcome=\"completed\"");
        await UntilMovedAsync(before, 1, "mlworkbench_job_duration_seconds_count", "kind=\"backup\"", "outcome=\"completed\"");
        await UntilMovedAsync(before, 1, "mlworkbench_sign_ins_total", "outcome=\"failed\"");
        var after = await ReadAsync(Server.Admin);
        Assert.All(["training", "imports", "default"], lane => Assert.Contains($"mlworkbench_jobs_waiting{{lane=\"{lane}\"}}", after.Series));
        Assert.DoesNotContain(after.Series, series => series.Contains("a-name-of-the-caller", StringComparison.Ordinal));
        Assert.DoesNotContain(after.Series, series => series.Contains("customer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_OfAProject_AreShownToItsMembersOnly()
    {
        using var made = await Server.Admin.PostAsJsonAsync("/api/v1/projects", new { name = "hidden", title = "Hidden" }, Now);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Server.Services.GetRequiredService<PredictionMeter>().Record(("hidden", "rates\",project=\"default", 1), 3, null, TimeSpan.FromMilliseconds(2));
        using var viewer = await models.ClientOfAsync(models.Viewer);

        await Until.TrueAsync(async () => (await ReadAsync(Server.Admin)).Sum("mlworkbench_prediction_rows_total", "project=\"hidden\"") == 3, Now);
        var seen = await ReadAsync(viewer);

        Assert.DoesNotContain(seen.Series, series => series.Contains("hidden", StringComparison.Ordinal) || series.Contains("rates", StringComparison.Ordinal));
        Assert.True(seen.Sum("http_server_request_duration_seconds_count") > 0);
    }

    [Fact]
    public async Task Metrics_OnTheirOwnPort_AreOpenAndTheOnlyAnswerAndHaveABoundedNumberOfSeries()
    {
        await using var server = await WorkbenchServer.StartAsync("--Metrics:Port=0");
        using var open = new HttpClient { BaseAddress = server.Services.GetRequiredService<MetricsServer>().Address };
        var meter = server.Services.GetRequiredService<PredictionMeter>();
        const int versions = MostVersions + 50;

        Parallel.For(0, versions, version => meter.Record(("default", "many", version), 1, null, TimeSpan.FromMilliseconds(1)));

        await Until.TrueAsync(async () => (await ReadAsync(open)).Sum("mlworkbench_prediction_rows_total") == versions, Now);
        var metrics = await ReadAsync(open);
        var series = metrics.Series.Where(one => one.StartsWith("mlworkbench_prediction_rows_total{", StringComparison.Ordinal));
        Assert.Equal(MostVersions + 1, series.Count());
        Assert.Equal(50, metrics.Sum("mlworkbench_prediction_rows_total", "endpoint=\"other\"", "version=\"other\""));
        foreach (var path in (string[])["/", "/sign-in", "/api/v1/me", "/health/ready", "/metrics/more", "/p/default/metrics"])
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await open.GetAsync(path, Now)).StatusCode));
        }

        using var anonymous = server.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync(Path, Now)).StatusCode);
    }

    [Fact]
    public async Task Guide_Table_IsTheListOfTheInstruments()
    {
        // Instruments exist as soon as their class is used.
        var services = Server.Services;
        _ = (services.GetRequiredService<PredictionServer>(), services.GetRequiredService<RunRecorder>(), services.GetRequiredService<AccountSignIn>());
        var own = Server.Services.GetRequiredService<IMeterFactory>();
        var instruments = new Dictionary<string, string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == "MlWorkbench" && instrument.Meter.Scope == own)
                {
                    instruments.Add(instrument.Name, PrometheusName(instrument));
                }
            },
        };
        listener.Start();

        var documented = GuideRow().Matches(await File.ReadAllTextAsync(System.IO.Path.Combine(FindRepository(), "docs", "guides", "watch-the-server.md"), Now))
            .ToDictionary(row => row.Groups["name"].Value, row => row.Groups["prometheus"].Value);
        Assert.Equal(instruments.OrderBy(one => one.Key, StringComparer.Ordinal), documented.OrderBy(one => one.Key, StringComparer.Ordinal));
        await PredictAsync(new { age = 30, income = 2000, plan = "basic" });
        var shown = (await ReadAsync(Server.Admin)).Types.Keys.Where(name => name.StartsWith("mlworkbench_", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(shown);
        Assert.Empty(shown.Except(documented.Values));
    }

    private static string PrometheusName(Instrument instrument)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var kind = instrument.GetType().GetGenericTypeDefinition();
        return instrument.Name.Replace('.', '_') + unit + (kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>) ? "_total" : "");
    }

    private static async Task<PrometheusText> ReadAsync(HttpClient client) => new(await client.GetStringAsync(Path, Now));

    private async Task UntilSeenAsync(string name, params string[] labels) =>
        await Until.TrueAsync(async () => (await ReadAsync(Server.Admin)).Sum(name, labels) > 0, Now, what: $"{name} is there");

    /// <summary>Waits, because an answer may be a fraction of a second old.</summary>
    private async Task UntilMovedAsync(PrometheusText before, int least, string name, params string[] labels) =>
        await Until.TrueAsync(async () => (await ReadAsync(Server.Admin)).Sum(name, labels) >= before.Sum(name, labels) + least, Now, what: $"{name} moved");

    private async Task<HttpStatusCode> PredictAsync(params object[] rows)
    {
        using var answer = await Server.Admin.PostAsJsonAsync("/api/v1/models/churn/predict", new { rows }, Now);
        return answer.StatusCode;
    }

    private async Task<HttpClient> ScopedClientAsync(Permission scope)
    {
        var order = new TokenOrder($"only {scope}") { Scopes = new HashSet<Permission> { scope } };
        return Server.CreateClient((await Server.Services.GetRequiredService<ApiTokens>().IssueAsync(models.Analyst, order, Now)).Token);
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "MlWorkbench.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("^\\| `(?<name>[a-z_.]+)` \\| `(?<prometheus>[a-z_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex GuideRow();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-")]
    private static partial Regex Id();
}
