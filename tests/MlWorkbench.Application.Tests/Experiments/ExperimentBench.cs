using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Experiments;

/// <summary>A workbench on the real clock with a real table, whose experiments train in the real Trainer process.</summary>
internal sealed class ExperimentBench : IAsyncDisposable
{
    private readonly TestWorkbench _workbench;

    private ExperimentBench(TestWorkbench workbench) => _workbench = workbench;

    public string Folder => _workbench.Folder;

    public TestDatabase Database => _workbench.Database;

    public Actor Admin => _workbench.Admin;

    /// <param name="settings">More configuration. A stopped search may take long on a busy machine, so it is given minutes.</param>
    public static async Task<ExperimentBench> StartAsync(params (string Key, string Value)[] settings)
    {
        var workbench = await TestWorkbench.StartAsync(settings.Append((Key: "Training:StopGraceSeconds", Value: "1200")).ToDictionary(setting => setting.Key, setting => (string?)setting.Value), realClock: true);
        await using var file = File.OpenRead(SampleData.GermanCredit);
        await workbench.Get<DatasetImporter>().ImportAsync(workbench.Admin, "credit", "german-credit.csv", file, new DatasetImportOptions
        {
        }, CancellationToken.None);
        return new ExperimentBench(workbench);
    }

    public T Get<T>()
        where T : notnull => _workbench.Get<T>();

    public Task<Guid> LaunchAsync(ExperimentSpec spec) =>
        Get<ExperimentLauncher>().LaunchAsync(Admin, new ExperimentRequest("credit", null, spec), CancellationToken.None);

    public Task<ExperimentDetails> GetAsync(Guid id) => Get<ExperimentCatalog>().GetAsync(Admin, id, CancellationToken.None);

    /// <summary>Runs all queued jobs to their end.</summary>
    public Task RunJobsAsync() => _workbench.RunJobsAsync();

    /// <summary>Starts the next queued job.</summary>
    /// <param name="shutdown">Simulates the shutdown of the server.</param>
    public Task StartNextJobAsync(CancellationToken shutdown = default)
    {
        Assert.True(_workbench.Queue.TryDequeue(out var lane));
        return Get<JobRunner>().RunNextAsync(lane, shutdown);
    }

    /// <summary>Waits until this number of runs have a model.</summary>
    public async Task<ExperimentDetails> WaitForRunsAsync(Guid id, int runs)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(20));
        while (true)
        {
            var experiment = await GetAsync(id);
            Assert.True(experiment.IsActive, $"The search ended early: {experiment.State}, {experiment.Reason}");
            if (experiment.Runs.Count(run => run.State == RunState.Completed) >= runs)
            {
                return experiment;
            }

            await Task.Delay(100, patience.Token);
        }
    }

    /// <summary>Waits until one more run than now has a model.</summary>
    public async Task WaitForOneMoreRunAsync(Guid id) =>
        await WaitForRunsAsync(id, (await GetAsync(id)).Runs.Count(run => run.State == RunState.Completed) + 1);

    public ValueTask DisposeAsync() => _workbench.DisposeAsync();
}
