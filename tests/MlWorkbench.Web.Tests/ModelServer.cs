using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests;

/// <summary>A site with people of several roles and the model <c>churn</c>: version 1 in Production, version 2 registered only.</summary>
public sealed class ModelServer : IAsyncLifetime
{
    private int _tokens;

    /// <summary>More configuration, as <c>--Key=Value</c>.</summary>
    public string[] Settings { get; init; } = [];

    public WorkbenchServer Server { get; private set; } = null!;

    public Actor Analyst { get; private set; } = null!;

    public Actor Approver { get; private set; } = null!;

    public Actor Viewer { get; private set; } = null!;

    /// <param name="settings">More configuration, as <c>--Key=Value</c>.</param>
    public static async Task<ModelServer> StartAsync(params string[] settings)
    {
        var models = new ModelServer { Settings = settings };
        await models.InitializeAsync();
        return models;
    }

    public async ValueTask InitializeAsync()
    {
        Server = await WorkbenchServer.StartAsync(Settings);
        Analyst = await SamplePeople.AddAsync(Server.Services, "anna", UserRole.Analyst);
        Approver = await SamplePeople.AddAsync(Server.Services, "ben", UserRole.Approver);
        Viewer = await SamplePeople.AddAsync(Server.Services, "vic", UserRole.Viewer);
        await ProduceAsync("churn", new SampleRun());
        await RegisterAsync("churn", new SampleRun(Package: SamplePackage.Binary(ageWeight: -0.1)));
    }

    /// <summary>Registers version 1 of a new model and brings it to Production.</summary>
    public async Task ProduceAsync(string model, SampleRun run)
    {
        await RegisterAsync(model, run);
        var id = await Server.Services.GetRequiredService<TransitionRequests>().OpenAsync(Analyst, model, 1, Stage.Production, "The first.", CancellationToken.None);
        await Server.Services.GetRequiredService<TransitionDecisions>().ApproveAsync(Approver, id, null, null, CancellationToken.None);
    }

    public async Task<RegisteredVersion> RegisterAsync(string model, SampleRun run) =>
        await Server.Services.GetRequiredService<ModelRegistration>().RegisterAsync(Analyst, model, await new SampleRuns(Server.Services).PlantAsync(Analyst, run), null, CancellationToken.None);

    /// <summary>A client authenticated by a new token of the person.</summary>
    public async Task<HttpClient> ClientOfAsync(Actor actor) => Server.CreateClient(await TokenOfAsync(actor));

    public async Task<string> TokenOfAsync(Actor actor) =>
        (await Server.Services.GetRequiredService<ApiTokens>().IssueAsync(actor, new TokenOrder($"test {Interlocked.Increment(ref _tokens)}"), CancellationToken.None)).Token;

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
