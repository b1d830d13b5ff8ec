namespace MlWorkbench.Web.Tests;

/// <summary>One site for all tests of a class that leave it unchanged.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public WorkbenchServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await WorkbenchServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
