using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Serving;

/// <summary>The log over a real database, with the calls of a prediction server.</summary>
public sealed class PredictionLogWriterTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _said = new();
    private RegistryWorld _world = null!;
    private Guid _versionId;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await RegistryWorld.StartAsync();
        await _world.RegisterAsync();
        await using var db = await _world.OpenDatabaseAsync();
        _versionId = await db.ModelVersions.Select(version => version.Id).SingleAsync(Token);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task AppendAndWaitAsync_ManyRows_ReturnsWhenAllAreCommitted()
    {
        var writer = await StartAsync();
        var call = Call(2_500);

        await writer.AppendAndWaitAsync(call, Token);

        // No flush took place: a server killed now has all of them.
        Assert.Equal(call.Select(entry => entry.Id).Order(), (await LoggedAsync()).Order());
        await writer.StoppedAsync(Token);
    }

    [Fact]
    public async Task AppendAndWaitAsync_EveryColumn_IsStoredAsGiven()
    {
        var writer = await StartAsync();
        var at = new DateTime(2026, 11, 30, 8, 15, 30, 123, 456, DateTimeKind.Utc);
        var (route, caller) = (Guid.NewGuid(), Guid.NewGuid());
        var plain = StoredLog.Row(_versionId, at, age: double.NaN, plan: null, score: -1e300);
        var full = StoredLog.Row(_versionId, at, age: 1e15 + 0.125, plan: "{0} 'é' 😀", entity: "anna", association: "order-1", score: 0.1 + 0.2);
        full.Inputs.Numbers[2] = 1_700_000_000.25;
        full = new PredictionToLog
        {
            Id = full.Id, ModelVersionId = _versionId, At = at, Signature = full.Signature, Inputs = full.Inputs, Score = full.Score,
            EntityId = "anna", AssociationId = "order-1", RouteId = route, CallerId = caller, Label = "yes", Warnings = "a,b", Flags = "f", CallMilliseconds = 1.25,
        };

        await writer.AppendAndWaitAsync([full, plain], Token);

        var logged = (await _world.Workbench.ReadLogAsync()).ToDictionary(row => row.Id);
        Assert.Equal(2, logged.Count);
        Assert.Equal(
            ["1000000000000000.1", "{0} 'é' 😀", "2023-11-14T22:13:20.25", "anna", "order-1", $"{route}", $"{caller}", "yes", "a,b", "f", "1.25", "0.30000000000000004"],
            Cells(logged[full.Id]));
        Assert.Equal([null, null, null, null, null, null, null, null, null, null, null, "-1E+300"], Cells(logged[plain.Id]));
        Assert.All(logged.Values, row => Assert.Equal(at, row.At));
        Assert.Equal(1e15 + 0.125, logged[full.Id].Part.Block.Doubles("input:age")[logged[full.Id].Row]);
        await writer.StoppedAsync(Token);
    }

    [Fact]
    public async Task AppendAndWaitAsync_RoomForSomeRowsOnly_LogsNone()
    {
        var writer = Create(backlog: 5);
        var behind = Call(4);
        writer.Append(behind);

        var refused = await Assert.ThrowsAsync<WorkbenchException>(() => writer.AppendAndWaitAsync(Call(2), Token));

        Assert.Equal((ErrorKind.Unavailable, "log_full", true), (refused.Kind, refused.Code, refused.RetryAfter > TimeSpan.Zero));
        await FlushAsync(writer);
        Assert.Equal(behind.Select(entry => entry.Id).Order(), (await LoggedAsync()).Order());
    }

    [Fact]
    public async Task AppendAndWaitAsync_MoreRowsThanTheBacklogHolds_IsRefusedForGood()
    {
        var writer = Create(backlog: 5);

        var refused = await Assert.ThrowsAsync<WorkbenchException>(() => writer.AppendAndWaitAsync(Call(6), Token));

        Assert.Equal((ErrorKind.TooLarge, "log_small"), (refused.Kind, refused.Code));
    }

    [Fact]
    public async Task Calls_OfBothKindsAtOnceWithLittleRoom_AreLoggedWholeOrNotAtAll()
    {
        var writer = await StartAsync(backlog: 50);
        var calls = Enumerable.Range(0, 400).Select(number => (IsAwaited: number % 2 == 0, Entries: Call(1 + (number % 13)))).ToList();
        var answered = new ConcurrentDictionary<int, bool>();

        await Parallel.ForAsync(0, calls.Count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token }, async (number, _) =>
        {
            var (isAwaited, entries) = calls[number];
            if (!isAwaited)
            {
                writer.Append(entries);
                return;
            }

            try
            {
                await writer.AppendAndWaitAsync(entries, Token);
                answered[number] = (await LoggedAsync()).ToHashSet().IsSupersetOf(entries.Select(entry => entry.Id));
            }
            catch (WorkbenchException refused)
            {
                Assert.Equal("log_full", refused.Code);
            }
        });
        await writer.StoppedAsync(Token);

        var logged = (await LoggedAsync()).ToHashSet();
        var kept = calls.Select(call => call.Entries.Count(entry => logged.Contains(entry.Id))).ToList();
        Assert.All(calls.Zip(kept), call => Assert.True(call.Second == 0 || call.Second == call.First.Entries.Length));
        Assert.NotEmpty(answered);
        Assert.All(answered.Values, Assert.True);
        Assert.All(calls.Index().Where(call => call.Item.IsAwaited), call => Assert.Equal(answered.ContainsKey(call.Index), kept[call.Index] > 0));
        Assert.Equal(calls.Zip(kept).Where(call => !call.First.IsAwaited).Sum(call => call.First.Entries.Length - call.Second), writer.Dropped);
    }

    [Fact]
    public async Task AppendAndWaitAsync_CallerGoes_IsNotLogged()
    {
        var writer = Create();
        using var caller = new CancellationTokenSource();
        var waiting = writer.AppendAndWaitAsync(Call(3), caller.Token);
        var behind = Call(2);
        writer.Append(behind);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await FlushAsync(writer);
        Assert.Equal(behind.Select(entry => entry.Id).Order(), (await LoggedAsync()).Order());
    }

    [Fact]
    public async Task AppendAndWaitAsync_DatabaseHeld_IsRefusedInTimeAndNamesTheLock()
    {
        var clock = _world.Workbench.Clock;
        var writer = await StartAsync(busySeconds: 3, clock: clock);
        await using (await _world.Workbench.Database.HoldAsync())
        {
            var waiting = writer.AppendAndWaitAsync(Call(2), Token);
            await Until.TrueAsync(() => writer.FailedAttempts > 0, Token);
            clock.Advance(TimeSpan.FromSeconds(3));
            var refused = await Assert.ThrowsAsync<WorkbenchException>(() => waiting);

            Assert.Equal((ErrorKind.Unavailable, "log_late", true), (refused.Kind, refused.Code, refused.RetryAfter > TimeSpan.Zero));
            Assert.Contains("another program has locked the database", refused.Message, StringComparison.Ordinal);
        }

        writer.Append(Call(2));
        await Until.TrueAsync(() => writer.Batches > 0, Token, () => clock.Advance(TimeSpan.FromMilliseconds(250)));
        await writer.StoppedAsync(Token);
        Assert.Equal(2, (await LoggedAsync()).Count);
    }

    /// <summary>The long form is a lock of 45 s. The result does not depend on its length.</summary>
    [Theory]
    [InlineData(3)]
    public async Task Append_DatabaseHeld_LosesNothing(int seconds)
    {
        var writer = await StartAsync();
        var entries = new List<PredictionToLog>();
        await using (await _world.Workbench.Database.HoldAsync())
        {
            for (var end = TimeProvider.System.GetUtcNow().AddSeconds(seconds); TimeProvider.System.GetUtcNow() < end || writer.FailedAttempts == 0;)
            {
                var call = Call(3);
                entries.AddRange(call);
                writer.Append(call);
                await Task.Delay(10, Token);
            }
        }

        await WaitUntilLoggedAsync(entries.Count);
        await writer.StoppedAsync(Token);

        Assert.Equal(entries.Select(entry => entry.Id).Order(), (await LoggedAsync()).Order());
        Assert.True(writer.FailedAttempts > 0);
        Assert.Equal(0, writer.Dropped);
    }

    [Fact]
    public async Task Append_DatabaseHeldUntilTheBacklogIsFull_BlamesTheLock()
    {
        var writer = await StartAsync(backlog: 50);
        await using (await _world.Workbench.Database.HoldAsync())
        {
            await Until.TrueAsync(() => writer.FailedAttempts > 0 && writer.Dropped > 0, Token, () => writer.Append(Call(3)));
        }

        await WaitUntilLoggedAsync(48);
        await writer.StoppedAsync(Token);

        Assert.Equal(48, (await LoggedAsync()).Count);
        Assert.Contains(_said, line => line.EndsWith("predictions since the start were answered but not logged: another program has locked the database", StringComparison.Ordinal));
        Assert.DoesNotContain(_said, line => line.Contains("faster", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_OneThatCannotBeWritten_TakesNoOtherWithIt()
    {
        var writer = Create();
        var good = Call(2);
        var bad = Call(2, versionId: Guid.NewGuid());
        writer.Append(good);
        writer.Append(bad);
        var waiting = writer.AppendAndWaitAsync(Call(3), Token);
        var failing = writer.AppendAndWaitAsync(Call(2, versionId: Guid.NewGuid()), Token);

        await FlushAsync(writer);

        await waiting;
        Assert.Equal("log_failed", (await Assert.ThrowsAsync<WorkbenchException>(() => failing)).Code);
        Assert.Equal((5, 2L), ((await LoggedAsync()).Count, writer.Dropped));
    }

    [Fact]
    public async Task StoppedAsync_CallersWaiting_AnswersAllAndThenTakesNone()
    {
        var writer = await StartAsync();
        var waiting = Enumerable.Range(0, 50).Select(_ => writer.AppendAndWaitAsync(Call(5), Token)).ToList();

        await writer.StoppedAsync(Token);

        await Task.WhenAll(waiting);
        Assert.Equal(250, (await LoggedAsync()).Count);
        var refused = await Assert.ThrowsAsync<WorkbenchException>(() => writer.AppendAndWaitAsync(Call(1), Token));
        Assert.Equal("log_full", refused.Code);
        Assert.Contains("the server stops", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoppedAsync_DatabaseHeld_EndsAndSaysThatPredictionsAreLost()
    {
        var writer = await StartAsync(clock: _world.Workbench.Clock);
        await using var held = await _world.Workbench.Database.HoldAsync();
        writer.Append(Call(3));
        await Until.TrueAsync(() => writer.FailedAttempts > 0, Token, () => _world.Workbench.Clock.Advance(TimeSpan.FromMilliseconds(250)));
        await Until.EndedAsync(writer.StoppedAsync(Token), Token, () => _world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1)));
        Assert.Contains("The server ends before all predictions are logged: another program has locked the database", _said);
    }

    private PredictionLogWriter Create(int backlog = 50_000, int busySeconds = 60, TimeProvider? clock = null) => new(
        _world.Workbench.Get<IDbContextFactory<WorkbenchDbContext>>(),
        _world.Workbench.Get<StorageDamage>(),
        Options.Create(new ServingOptions { LogBacklog = backlog }),
        Options.Create(new StorageOptions { BusySeconds = busySeconds }),
        clock ?? TimeProvider.System,
        new Listener(_said));

    private async Task<PredictionLogWriter> StartAsync(int backlog = 50_000, int busySeconds = 60, TimeProvider? clock = null)
    {
        var writer = Create(backlog, busySeconds, clock);
        await writer.StartAsync(Token);
        return writer;
    }

    private static async Task FlushAsync(PredictionLogWriter writer)
    {
        await writer.StartAsync(Token);
        await writer.StoppedAsync(Token);
    }

    private PredictionToLog[] Call(int rows, Guid? versionId = null) =>
        [.. Enumerable.Range(0, rows).Select(_ => StoredLog.Row(versionId ?? _versionId, _world.Workbench.Clock.GetUtcNow().UtcDateTime))];

    private static IEnumerable<string?> Cells(LoggedRow row) =>
        new[] { "input:age", "input:plan", "input:since", LogBlock.EntityId, LogBlock.AssociationId, LogBlock.Route, LogBlock.Caller, LogBlock.Label, LogBlock.Warnings, LogBlock.Flags, LogBlock.Milliseconds, LogBlock.Score }
            .Select(row.Text);

    private async Task<List<Guid>> LoggedAsync() => [.. (await _world.Workbench.ReadLogAsync()).Select(row => row.Id)];

    /// <summary>A stopping writer waits only a few seconds for the database.</summary>
    private Task WaitUntilLoggedAsync(int rows) => Until.TrueAsync(async () => (await LoggedAsync()).Count >= rows, Token);

    private sealed class Listener(ConcurrentQueue<string> said) : ILogger<PredictionLogWriter>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => said.Enqueue(formatter(state, exception));
    }
}
