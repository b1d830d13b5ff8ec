using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using Npgsql;

namespace MlWorkbench.Testing;

/// <summary>The whole Application layer on a real database of its own. Only the clock and the job queue are fakes.</summary>
public sealed class TestWorkbench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestWorkbench(ServiceProvider services, TestDatabase database, string folder, KeptLog log)
    {
        _services = services;
        Database = database;
        Folder = folder;
        Log = log;
    }

    public string Folder { get; }

    public TestDatabase Database { get; }

    public KeptLog Log { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    public RecordingJobQueue Queue => (RecordingJobQueue)Get<IJobQueue>();

    public Actor Admin { get; private set; } = null!;

    /// <param name="configuration">Configuration keys in addition to the storage folder.</param>
    /// <param name="realClock">Whether to use the real clock, for jobs with a Trainer process.</param>
    /// <param name="withAdministrator">Whether to create an administrator. If false, there are no accounts.</param>
    /// <param name="prepare">Whether to prepare the storage folder. If false, the folder is empty for the test to fill.</param>
    /// <param name="more">Registers additional services of the test.</param>
    public static async Task<TestWorkbench> StartAsync(IReadOnlyDictionary<string, string?>? configuration = null, bool realClock = false, bool withAdministrator = true, bool prepare = true, Action<IServiceCollection>? more = null)
    {
        var folder = Directory.CreateTempSubdirectory("mlworkbench-test-").FullName;
        var log = new KeptLog();
        var clock = new ClockBox();
        var database = await TestDatabase.CreateAsync(folder, isEmpty: !prepare);
        var workbench = new TestWorkbench(BuildServices(folder, database, configuration, log, _ => clock.Clock!, more), database, folder, log);
        clock.Clock = realClock ? TimeProvider.System : workbench.Clock;
        if (prepare)
        {
            await workbench.Get<WorkbenchDatabase>().PrepareAsync(CancellationToken.None);
        }

        if (prepare && withAdministrator)
        {
            workbench.Admin = (await workbench.Get<AccountSignIn>().CreateFirstAdministratorAsync("admin@example.org", "Ada", "correct horse", apiToken: null, CancellationToken.None)).Actor;
        }

        return workbench;
    }

    internal static ServiceProvider BuildServices(
        string folder,
        TestDatabase database,
        IReadOnlyDictionary<string, string?>? configuration,
        KeptLog log,
        Func<IServiceProvider, TimeProvider> clock,
        Action<IServiceCollection>? more)
    {
        var settings = new Dictionary<string, string?>(database.Settings) { ["Storage:Path"] = folder, ["Training:TrainerPath"] = TrainerProgram.Path };
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).AddInMemoryCollection(configuration).Build());
        services.AddLogging(logging => logging.AddProvider(log).AddFilter("Microsoft", LogLevel.Warning));
        services.AddSingleton<IJobQueue, RecordingJobQueue>();
        services.AddSingleton(clock);
        services.AddWorkbenchApplication();
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    public IServiceProvider Services => _services;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Runs all queued jobs to their end, one after the other.</summary>
    public async Task RunJobsAsync()
    {
        while (Queue.TryDequeue(out var lane))
        {
            await Get<JobRunner>().RunNextAsync(lane, CancellationToken.None);
        }
    }

    /// <summary>Closes the idle connections of this workbench. Parallel tests of the same process keep theirs, with their settings and write-ahead logs.</summary>
    public void CloseIdleConnections()
    {
        using var db = Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContext();
        if (db.Database.GetDbConnection() is SqliteConnection file)
        {
            SqliteConnection.ClearPool(file);
        }
        else
        {
            NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Queue.WaitForImportsAsync();
        CloseIdleConnections();
        await _services.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class ClockBox
    {
        public TimeProvider? Clock { get; set; }
    }
}
