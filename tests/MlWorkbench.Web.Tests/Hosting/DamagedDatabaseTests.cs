using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MlWorkbench.Application.Backups;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;

namespace MlWorkbench.Web.Tests.Hosting;

/// <summary>The real program on a database file with random bytes in it, and a good backup next to it.</summary>
public sealed class DamagedDatabaseTests(ModelServer models) : IClassFixture<ModelServer>, IAsyncLifetime
{
    private const string NoCheckAtStart = "--Storage:StartCheckSeconds=0";
    private const string NoCheckLater = "--Storage:CheckHours=0";

    private readonly string _folder = Directory.CreateTempSubdirectory("mlworkbench-damage-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Database => Path.Combine(_folder, "workbench.db");

    public async ValueTask InitializeAsync()
    {
        var backup = Path.Combine(_folder, "backups", "workbench-20260105-090000.db");
        await models.Server.Services.GetRequiredService<BackupMaker>().MakeAsync(backup, null, Cancellation);
        File.Copy(backup, Database);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("AuditEntries")]
    [InlineData("JobRuns")]
    [InlineData("IX_Sessions_UserId")]
    public async Task Start_DamagedTableOrIndex_ReadsAndPredictsUntilTheBackupIsRestored(string damaged)
    {
        await DamagedFile.OverwriteAsync(Database, damaged);
        string before, command;
        using (var server = await ServerProcess.StartAsync(_folder, Cancellation))
        {
            before = await PredictAsync(server.Admin);
            Assert.Equal(HttpStatusCode.OK, (await server.Admin.GetAsync("/api/v1/models", Cancellation)).StatusCode);
            await AssertRefusedAsync(await AddUserAsync(server.Admin), "storage_read_only");
            command = await FindCommandAsync(server);
            var ready = await server.Admin.GetAsync("/health/ready", Cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            var problem = (await ready.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("problems")[0].GetString();
            Assert.Contains("The database is damaged", problem, StringComparison.Ordinal);
            Assert.Contains(command, problem, StringComparison.Ordinal);
            Assert.False(server.HasEnded);
            await server.KillAsync();
        }

        var restored = await RunAsync(command);
        Assert.True(restored.Code == 0, restored.Error);
        using var again = await ServerProcess.StartAsync(_folder, Cancellation);
        Assert.Equal(before, await PredictAsync(again.Admin));
        Assert.Equal(HttpStatusCode.Created, (await AddUserAsync(again.Admin)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await again.Admin.GetAsync("/health/ready", Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("random bytes")]
    [InlineData("truncated")]
    [InlineData(DamagedFile.Schema)]
    [InlineData("Users")]
    public async Task Start_UnusableDatabase_EndsWithCode3AndTheCommandThatRestoresIt(string damage)
    {
        switch (damage)
        {
            case "random bytes":
                await File.WriteAllBytesAsync(Database, RandomNumberGenerator.GetBytes(200_000), Cancellation);
                break;
            case "truncated":
                await using (var file = new FileStream(Database, FileMode.Open))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            default:
                await DamagedFile.OverwriteAsync(Database, damage);
                break;
        }

        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MlWorkbench.Web.dll"), "--urls=http://127.0.0.1:0", $"--Storage:Path={_folder}"]);
        var failed = await RunAsync(start);
        var line = Assert.Single(failed.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(3, failed.Code);
        Assert.Contains("is damaged", line, StringComparison.Ordinal);

        var restored = await RunAsync(CommandIn(line));
        Assert.True(restored.Code == 0, restored.Error);
        using var again = await ServerProcess.StartAsync(_folder, Cancellation);
        Assert.Equal(HttpStatusCode.Created, (await AddUserAsync(again.Admin)).StatusCode);
    }

    [Fact]
    public async Task Request_MeetsDamage_IsAnsweredAndEndsTheWrites()
    {
        await DamagedFile.OverwriteAsync(Database, "Recipes");
        using var server = await ServerProcess.StartAsync(_folder, Cancellation, NoCheckAtStart, NoCheckLater);
        Assert.Equal(HttpStatusCode.Created, (await AddUserAsync(server.Admin)).StatusCode);

        await AssertRefusedAsync(await server.Admin.GetAsync("/api/v1/recipes", Cancellation), "storage_damaged");

        await AssertRefusedAsync(await server.Admin.PostAsJsonAsync("/api/v1/users", new { email = "bea@example.org", role = "Analyst" }, Cancellation), "storage_read_only");
        await PredictAsync(server.Admin);
        await FindCommandAsync(server);
        Assert.False(server.HasEnded);
    }

    [BrowserFact]
    public async Task Pages_DamageIsFoundWhileTheyAreOpen_ShowTheBannerAndTheCommand()
    {
        await DamagedFile.OverwriteAsync(Database, "Recipes");
        using var server = await ServerProcess.StartAsync(_folder, Cancellation, NoCheckAtStart, NoCheckLater);
        await using var browser = await Browser.StartAsync();
        var complaints = new List<string>();
        var page = await browser.OpenAsync(server.Admin.BaseAddress!, complaints);
        await SignInAsync(page);
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("/sign-in"));
        await page.GotoAsync("/data");
        var banner = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "The database is damaged" });
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(banner).ToHaveCountAsync(0);

        await server.Admin.GetAsync("/api/v1/recipes", Cancellation);

        await Assertions.Expect(banner).ToBeVisibleAsync();
        await banner.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.GetByText("--force")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Not checked since the server started")).ToBeVisibleAsync();
        Assert.Empty(complaints);

        // No person can open a new session, and the page shows the reason.
        var another = await browser.OpenAsync(server.Admin.BaseAddress!, complaints);
        await SignInAsync(another);
        await Assertions.Expect(another.GetByText("The database is read-only: it is damaged")).ToBeVisibleAsync();
        await Assertions.Expect(another.GetByRole(AriaRole.Alert).Filter(new() { HasText = "The database is damaged" })).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(WorkbenchServer.AdminEmail);
        await page.GetByLabel("Password").FillAsync(WorkbenchServer.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, string code)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString());
    }

    private static Task<HttpResponseMessage> AddUserAsync(HttpClient admin) =>
        admin.PostAsJsonAsync("/api/v1/users", new { email = "zoe@example.org", role = "Analyst" }, Cancellation);

    private static async Task<string> PredictAsync(HttpClient client)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/models/churn/predict", new { rows = new[] { new { age = 30, income = 2000, plan = "basic" } } }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("predictions")[0].GetProperty("score").GetRawText();
    }

    /// <summary>Waits for the restore command in the server's log.</summary>
    private static async Task<string> FindCommandAsync(ServerProcess server)
    {
        using var deadline = Deadline();
        while (true)
        {
            if (server.Output.FirstOrDefault(line => line.Contains("is damaged:", StringComparison.Ordinal)) is { } line)
            {
                return CommandIn(line);
            }

            await Task.Delay(20, deadline.Token);
        }
    }

    private static CancellationTokenSource Deadline()
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        return deadline;
    }

    private static string CommandIn(string line) => Regex.Match(line, "run (?<command>.* restore .*) and start the server again").Groups["command"].Value;

    /// <summary>Runs the command as an administrator would paste it.</summary>
    private static Task<(int Code, string Error)> RunAsync(string command) =>
        RunAsync(OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd.exe", $"/s /c \"{command}\"") : new ProcessStartInfo("/bin/sh", ["-c", command]));

    private static async Task<(int Code, string Error)> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        using var deadline = Deadline();
        try
        {
            var error = await process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, error);
        }
        finally
        {
            process.Kill();
        }
    }
}
