using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MlWorkbench.Testing;
using MlWorkbench.Web.Hosting;
using MlWorkbench.Web.Tests.Access;

namespace MlWorkbench.Web.Tests.Hosting;

/// <summary>Text from users in the log: it cannot imitate an entry, and no secret is written.</summary>
public sealed partial class LogTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a\n2026-01-01T00:00:00.000Z crit Evil", 3)]
    [InlineData("a\r2026-01-01T00:00:00.000Z crit Evil", 3)]
    [InlineData("a\u2028crit\u0085crit\fcrit", 5)]
    [InlineData("\u001b[2K\u001b[1A\u202Ecrit\u0007\b\b", 2)]
    public void Write_HostileText_StaysBelowItsEntry(string text, int lines)
    {
        var log = new StringWriter { NewLine = "\n" };
        var plain = new PlainLog(new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero)));

        plain.Write(new LogEntry<string>(LogLevel.Warning, "Category", 0, text, null, (state, _) => $"Said {state}"), null, log);
        var written = log.ToString().TrimEnd('\n').Split('\n');

        Assert.Equal("2026-01-05T09:00:00.000Z warn Category", written[0]);
        Assert.Equal(lines, written.Length);
        Assert.All(written[1..], line => Assert.StartsWith("      ", line, StringComparison.Ordinal));
        Assert.DoesNotContain(log.ToString().Replace("\n", "", StringComparison.Ordinal), character => char.IsControl(character) || character is '\u202E' or '\u2028');
    }

    [Fact]
    public void Write_ExceptionWithHostileText_IsIndentedWhole()
    {
        var log = new StringWriter { NewLine = "\n" };
        var plain = new PlainLog(TimeProvider.System);

        plain.Write(new LogEntry<string>(LogLevel.Error, "Category", 0, "Failed", new InvalidDataException("bad\rcrit\ncrit"), (state, _) => state), null, log);

        Assert.All(log.ToString().TrimEnd('\n').Split('\n')[1..], line => Assert.StartsWith("      ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_HostileInputAndSecrets_LogsEntriesOnlyAndNoSecret()
    {
        var folder = Directory.CreateTempSubdirectory("mlworkbench-log-").FullName;
        using var process = ServerProcess.Launch(folder, "--Logging:LogLevel:MlWorkbench=Trace", "--Access:AuditHeadSeconds=1");
        try
        {
            var log = new StringBuilder();
            var ready = await ReadUntilAsync(process, "is ready", log);
            var url = new Uri(ready[ready.IndexOf("http", StringComparison.Ordinal)..]);
            var (secrets, newestEntry) = await UseAsync(url);
            // The log contains this entry after all earlier ones.
            await ReadUntilAsync(process, $"Newest audit entry: {newestEntry} ", log);

            Assert.All(secrets, secret => Assert.DoesNotContain(secret, log.ToString(), StringComparison.OrdinalIgnoreCase));
            Assert.All(log.ToString().Split('\n').Where(line => line.Length > 0), line => Assert.Matches(LogLine(), line));
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

    /// <summary>Uses every kind of secret, with hostile text in every text field. Returns the secrets and the number of the newest audit entry.</summary>
    private static async Task<(IReadOnlyList<string> Secrets, long NewestEntry)> UseAsync(Uri url)
    {
        const string hostile = "x\r\nfail: Evil\u001b[2K";
        using var admin = new HttpClient { BaseAddress = url };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.AdminToken);
        using var token = await admin.PostAsJsonAsync("/api/v1/tokens", new { name = "Scoring" }, Now);
        using var invited = await admin.PostAsJsonAsync("/api/v1/users", new { email = "ben@example.org", role = "Analyst" }, Now);
        var made = (await token.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("token").GetString()!;
        var invite = (await invited.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("inviteUrl").GetString()!;
        using var session = await FormSession.SignInAsync(url, ServerProcess.AdminEmail, ServerProcess.AdminPassword);
        var cookie = session.Cookies.Single(candidate => candidate.Name == "mlw-session").Value;
        await session.Client.GetAsync("/account", Now);
        await session.Client.GetAsync(new Uri(invite).PathAndQuery, Now);
        await admin.GetAsync($"/share/{made}", Now);
        using var guess = new FormSession(url);
        await guess.SendFormAsync("/sign-in", ("Form.Email", hostile), ("Form.Password", "guessed-secret"));

        await admin.PostAsJsonAsync("/api/v1/tokens", new { name = hostile }, Now);
        await admin.GetAsync($"/api/v1/datasets/{Uri.EscapeDataString(hostile)}", Now);
        await admin.GetAsync($"/{Uri.EscapeDataString(hostile)}", Now);
        using var upload = new MultipartFormDataContent();
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes($"a,\"{hostile}\"\n1,\"{hostile}\"\n"));
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=file; filename*=UTF-8''{Uri.EscapeDataString(hostile)}.csv");
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        upload.Add(file);
        using var uploaded = await admin.PostAsync("/api/v1/datasets/toy/versions", upload, Now);
        uploaded.EnsureSuccessStatusCode();
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        forged.Headers.TryAddWithoutValidation("User-Agent", "x\u001b[2K");
        forged.Headers.TryAddWithoutValidation("Authorization", "Bearer mlw_guessed-token");
        await admin.SendAsync(forged, Now);

        var head = await admin.GetFromJsonAsync<JsonElement>("/api/v1/audit/head", Now);
        return (
            [ServerProcess.AdminPassword, ServerProcess.AdminToken, made, invite[(invite.IndexOf('=', StringComparison.Ordinal) + 1)..], cookie, "guessed-secret", "mlw_guessed-token"],
            head.GetProperty("sequence").GetInt64());
    }

    private static async Task<string> ReadUntilAsync(Process process, string text, StringBuilder log)
    {
        while (await process.StandardOutput.ReadLineAsync(Now).AsTask().WaitAsync(Patience, Now) is { } line)
        {
            log.Append(line).Append('\n');
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The server ended before it logged '{text}': {log}");
    }

    /// <summary>An entry, a further line of an entry, or the link at the start.</summary>
    [GeneratedRegex(@"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (trce|dbug|info|warn|fail|crit) (MlWorkbench|Microsoft|Hangfire)[\w.]*|      [^\p{C}]*|MlWorkbench is ready: http[^\s]*)$")]
    private static partial Regex LogLine();
}
