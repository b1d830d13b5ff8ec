using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Testing;
using MlWorkbench.Web.Hosting;

namespace MlWorkbench.Web.Tests;

/// <summary>The real site on a free port with its own storage folder and a bootstrapped administrator.</summary>
public sealed class WorkbenchServer : IAsyncDisposable
{
    public const string AdminEmail = ServerProcess.AdminEmail;
    public const string AdminPassword = ServerProcess.AdminPassword;
    public const string AdminToken = ServerProcess.AdminToken;

    private readonly string[] _settings;
    private readonly TestDatabase _database;
    private readonly KeptLog _log;
    private WebApplication _app;

    private WorkbenchServer(WebApplication app, TestDatabase database, string folder, string[] settings, KeptLog log)
    {
        _app = app;
        _database = database;
        _settings = settings;
        _log = log;
        Folder = folder;
        Url = new Uri(app.Urls.First());
        Admin = CreateClient(AdminToken);
    }

    public string Folder { get; }

    public Uri Url { get; }

    /// <summary>A client authenticated by the administrator's token.</summary>
    public HttpClient Admin { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="settings">More configuration, as <c>--Key=Value</c>.</param>
    public static async Task<WorkbenchServer> StartAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("mlworkbench-web-").FullName;
        var log = new KeptLog();
        var database = await TestDatabase.CreateAsync(folder, isEmpty: false);
        string[] all = [.. database.Arguments, .. settings];
        return new WorkbenchServer(await HostAsync("http://127.0.0.1:0", folder, all, log), database, folder, all, log);
    }

    /// <summary>Stops the server and leaves its folder, like a deployment.</summary>
    public async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Starts the server again at the same address on the same folder.</summary>
    public async Task StartAgainAsync() => _app = await HostAsync(Url.ToString(), Folder, _settings, _log);

    /// <param name="token">If null, the client is not signed in.</param>
    public HttpClient CreateClient(string? token = null)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A client authenticated by a token of the person that <see cref="Testing.SamplePeople"/> planted.</summary>
    public async Task<HttpClient> CreateClientAsync(string person)
    {
        var account = await Services.GetRequiredService<AccountSignIn>().SignInAsync($"{person}@example.org", Testing.SamplePeople.Password, address: null, CancellationToken.None);
        var token = await Services.GetRequiredService<ApiTokens>().IssueAsync(account!.Actor, new TokenOrder(person), CancellationToken.None);
        return CreateClient(token.Token);
    }

    /// <summary>Adds the log to the output of the test, which is shown if the test fails. A server shared by a class has no such output.</summary>
    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await StopAsync();
        await _database.DisposeAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', _log.Lines));
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<WebApplication> HostAsync(string url, string folder, string[] settings, KeptLog log)
    {
        string[] args =
        [
            $"--urls={url}",
            $"--Storage:Path={folder}",
            $"--Training:TrainerPath={TrainerProgram.Path}",
            $"--Access:Bootstrap:Email={AdminEmail}",
            $"--Access:Bootstrap:Password={AdminPassword}",
            $"--Access:Bootstrap:ApiToken={AdminToken}",
            "--Logging:Console:LogLevel:Default=None",
            .. settings,
        ];
        var app = WorkbenchHost.Build(args);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        await WorkbenchHost.PrepareAsync(app, CancellationToken.None);
        await app.StartAsync();
        return app;
    }
}
