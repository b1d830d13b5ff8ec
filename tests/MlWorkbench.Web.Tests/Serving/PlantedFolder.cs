using MlWorkbench.Application.Access;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Serving;

/// <summary>A storage folder with the model <see cref="SampleModel.Model"/>, version 1, on which a <see cref="ServerProcess"/> starts.</summary>
public sealed class PlantedFolder : IAsyncLifetime
{
    /// <summary>The model's rows have the column <c>age</c>.</summary>
    public const string PredictPath = $"/api/v1/models/{SampleModel.Model}/versions/1/predict";

    public const string LogPath = $"/api/v1/endpoints/{SampleModel.Model}/log";

    /// <summary>On a busy machine, a prediction may wait long for its log before the server refuses it.</summary>
    public const string Patient = "--Storage:BusySeconds=90";

    private WorkbenchServer _planted = null!;

    public string Path => _planted.Folder;

    public async ValueTask InitializeAsync()
    {
        _planted = await WorkbenchServer.StartAsync();
        var owner = await SamplePeople.AddAsync(_planted.Services, "olga", UserRole.Analyst);
        await new SampleModel(_planted.Services).PlantAsync(owner);
        await _planted.StopAsync();
    }

    public ValueTask DisposeAsync()
    {
        _planted.Admin.Dispose();
        Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
