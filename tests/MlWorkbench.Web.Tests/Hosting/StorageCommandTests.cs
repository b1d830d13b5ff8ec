using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MlWorkbench.Web.Tests.Journey;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Hosting;

/// <summary>Backup, verification and restore by the commands of the real program, next to a running server.</summary>
public sealed class StorageCommandTests(ModelServer models) : IClassFixture<ModelServer>
{
    private const string Rows = """{"rows": [{"age": 30, "income": 2000, "plan": "basic"}, {"age": 61, "income": 3100.5, "plan": "family"}, {"age": 44}], "explain": true}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restore_OfABackupMadeWhileTheServerRuns_PredictsTheSame()
    {
        var folder = Directory.CreateTempSubdirectory("mlworkbench-restore-").FullName;
        var backup = Path.Combine(folder, "copy.db");
        var target = Path.Combine(folder, "restored");
        var before = await PredictAsync(models.Server.Admin);

        var made = await RunAsync("backup", backup, $"--Storage:Path={models.Server.Folder}");
        Assert.True(made.Code == 0, made.Error);
        Assert.Contains("passed every check", made.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("verify", backup)).Code);
        Assert.Contains("exists already", (await RunAsync("backup", backup, $"--Storage:Path={models.Server.Folder}")).Error, StringComparison.Ordinal);
        var restored = await RunAsync("restore", backup, $"--Storage:Path={target}");
        Assert.True(restored.Code == 0, restored.Error);
        Assert.Contains("schema 2", restored.Output, StringComparison.Ordinal);

        using (var server = await ServerProcess.StartAsync(target, Cancellation))
        {
            Assert.Equal(before, await PredictAsync(server.Admin));
            var inUse = await RunAsync("restore", backup, "--force", $"--Storage:Path={target}");
            Assert.Equal(3, inUse.Code);
            Assert.Contains("in use", inUse.Error, StringComparison.Ordinal);
            await server.KillAsync();
        }

        var refused = await RunAsync("restore", backup, $"--Storage:Path={target}");
        Assert.Equal(3, refused.Code);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("restore", backup, $"--Storage:Path={target}", "--force")).Code);
        Assert.Single(Directory.GetFiles(target, "workbench-before-restore-*.db"));
        Assert.Equal(0, (await RunAsync("verify", $"--Storage:Path={target}")).Code);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(2, "Name the backup", "restore")]
    [InlineData(2, "is not a known argument", "backup", "one.db", "two.db")]
    [InlineData(3, "There is no file", "verify", "missing.db")]
    public async Task Command_WrongUsage_EndsWithACodeAndASentence(int code, string sentence, params string[] args)
    {
        var ended = await RunAsync(args);

        Assert.Equal(code, ended.Code);
        Assert.Contains(sentence, ended.Error, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task BackupsPage_BackUpNow_ShowsTheCheckedFile()
    {
        await using var browser = await Browser.StartAsync();
        var complaints = new List<string>();
        var page = await browser.OpenAsync(models.Server.Url, complaints);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(WorkbenchServer.AdminEmail);
        await page.GetByLabel("Password").FillAsync(WorkbenchServer.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("/sign-in"));
        await page.GotoAsync("/admin/backups");

        await page.GetByRole(AriaRole.Button, new() { Name = "Back up now" }).ClickAsync();

        await Assertions.Expect(page.GetByText("Passed on creation")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Last backup: completed")).ToBeVisibleAsync();
        Assert.Empty(complaints);
    }

    /// <summary>The answer without its ids, which differ each time.</summary>
    private static async Task<string> PredictAsync(HttpClient client)
    {
        using var body = new StringContent(Rows, System.Text.Encoding.UTF8, "application/json");
        var answer = await client.PostAsync("/api/v1/models/churn/predict", body, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return string.Join('\n', json.GetProperty("predictions").EnumerateArray().Select(prediction => string.Join(',', prediction.EnumerateObject().Where(property => property.Name != "id").Select(property => property.Value.GetRawText()))));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MlWorkbench.Web.dll"), .. args])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output, await error);
    }
}
