namespace MlWorkbench.Web.Tests.Experiments;

/// <summary>A site with the dataset <c>credit</c>, shared by all tests of a class.</summary>
public sealed class CreditServer : IAsyncLifetime
{
    public WorkbenchServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await WorkbenchServer.StartAsync();
        await new ExperimentClient(Server.Admin).UploadCreditAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
