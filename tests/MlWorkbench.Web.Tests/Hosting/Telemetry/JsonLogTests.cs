using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MlWorkbench.Application.Backups;
using MlWorkbench.Testing;
using MlWorkbench.Web.Hosting.Telemetry;

namespace MlWorkbench.Web.Tests.Hosting.Telemetry;

/// <summary>The log for programs.</summary>
public sealed class JsonLogTests(ModelServer models) : IClassFixture<ModelServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a\n{\"level\":\"Critical\"}")]
    [InlineData("\u001b[2K\u202E\u2028\"\\")]
    [InlineData("half of a pair: \ud83d")]
    public void Write_HostileText_IsOneObject(string text)
    {
        var written = new StringWriter { NewLine = "\n" };
        var log = new JsonLog(new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero)));
        using var span = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        KeyValuePair<string, object?>[] state = [new("Name", text), new("Name", "again"), new("{OriginalFormat}", "Said {Name} {Name}")];
        var failure = new InvalidDataException(text);
        var said = new LogEntry<KeyValuePair<string, object?>[]>(LogLevel.Warning, "Category", 0, state, failure, (_, _) => $"Said {text}");

        log.Write(said, null, written);

        var line = Assert.Single(written.ToString().TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain(line, character => char.IsControl(character) || character is '\u202E' or '\u2028');
        var entry = JsonDocument.Parse(line).RootElement;
        Assert.Equal("2026-01-05T09:00:00.000Z", entry.GetProperty("time").GetString());
        Assert.Equal("Warning", entry.GetProperty("level").GetString());
        Assert.Equal("Said {Name} {Name}", entry.GetProperty("template").GetString());
        Assert.Equal(text.Replace('\ud83d', '\ufffd'), entry.GetProperty("values").GetProperty("Name").GetString());
        Assert.Equal(span.TraceId.ToHexString(), entry.GetProperty("traceId").GetString());
        Assert.Equal(span.SpanId.ToHexString(), entry.GetProperty("spanId").GetString());
        Assert.Contains(nameof(InvalidDataException), entry.GetProperty("exception").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_InJson_LogsTracesAndNoRowValues()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var folder = Directory.CreateTempSubdirectory("mlworkbench-json-").FullName;
        var backup = Path.Combine(folder, "backups", "workbench-20260105-090000.db");
        await models.Server.Services.GetRequiredService<BackupMaker>().MakeAsync(backup, null, Now);
        File.Copy(backup, Path.Combine(folder, "workbench.db"));
        string[] settings = ["--Logging:Format=json", "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Trace"];
        using var process = ServerProcess.Launch(folder, settings);
        try
        {
            var log = new List<string>();
            var ready = await ReadUntilAsync(process, "is ready", log);
            var banner = JsonDocument.Parse(ready).RootElement.GetProperty("message").GetString()!;
            using var client = new HttpClient { BaseAddress = new Uri(banner["MlWorkbench is ready: ".Length..]) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.AdminToken);
            client.DefaultRequestHeaders.TryAddWithoutValidation("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
            HttpStatusCode[] statuses =
            [
                await PredictAsync(client, new { age = 123456789, income = 2000, plan = "plan-of-one-customer" }),
                await PredictAsync(client, new { age = "age-of-one-customer", income = 2000, plan = "basic" }),
            ];
            await client.GetAsync("/a-last-page", Now);
            await ReadUntilAsync(process, "/a-last-page", log);

            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity], statuses);
            Assert.All(log, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
            Assert.Contains(log, line => JsonDocument.Parse(line).RootElement.TryGetProperty("traceId", out var id) && id.GetString() == trace);
            Assert.DoesNotContain(log, line => line.Contains("one-customer", StringComparison.Ordinal) || line.Contains("123456789", StringComparison.Ordinal));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            await process.WaitForExitAsync(Now);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<HttpStatusCode> PredictAsync(HttpClient client, object row)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/models/churn/predict", new { rows = new[] { row } }, Now);
        return answer.StatusCode;
    }

    private static async Task<string> ReadUntilAsync(Process process, string text, List<string> log)
    {
        while (await process.StandardOutput.ReadLineAsync(Now).AsTask().WaitAsync(Patience, Now) is { } line)
        {
            log.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The server ended before it logged '{text}': {string.Join('\n', log)}");
    }
}
