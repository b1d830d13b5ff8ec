using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Tests.Registry;

namespace MlWorkbench.Application.Tests.Serving;

public sealed class PredictionLogSealingTests : IAsyncLifetime
{
    private RegistryWorld _world = null!;
    private Guid _versionId;
    private Guid _endpointId;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateTime Now => _world.Workbench.Clock.GetUtcNow().UtcDateTime;

    private PredictionLogSealing Sealing => _world.Workbench.Get<PredictionLogSealing>();

    public async ValueTask InitializeAsync()
    {
        _world = await RegistryWorld.StartAsync();
        await _world.PromoteNewAsync();
        await using var db = await _world.OpenDatabaseAsync();
        _versionId = await db.ModelVersions.Select(version => version.Id).SingleAsync(Token);
        _endpointId = await db.ModelEndpoints.Select(endpoint => endpoint.Id).SingleAsync(Token);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task SealAsync_FinishedHour_BecomesOneContentWithTheSameRows()
    {
        await LogAsync(minutesAgo: 120, rows: 3);
        await LogAsync(minutesAgo: 119, rows: 2, entity: "anna");
        await LogAsync(minutesAgo: 119, rows: 2, shadowOf: Guid.NewGuid());
        await LogAsync(minutesAgo: 0, rows: 1);
        var before = await TextAsync();

        Assert.Equal(2, await Sealing.SealAsync(Token));

        Assert.Equal(before, await TextAsync());
        Assert.Equal([1, 2, 5], (await BatchesAsync()).Select(batch => batch.Rows).Order());
        Assert.Equal([1], (await BatchesAsync()).Where(batch => batch.Digest == null).Select(batch => batch.Rows));
        Assert.Equal(0, await Sealing.SealAsync(Token));
    }

    [Fact]
    public async Task SealAsync_ManyRowsInTheCurrentHour_AreNotWaitedFor()
    {
        for (var part = 0; part < 7; part++)
        {
            await LogAsync(minutesAgo: 0, rows: 10_000);
        }

        Assert.Equal(1, await Sealing.SealAsync(Token));

        Assert.Equal(70_000, Assert.Single(await BatchesAsync()).Rows);
        Assert.Equal(70_000, (await _world.Workbench.ReadLogAsync()).Select(row => row.Id).Distinct().Count());
    }

    /// <summary>The first process to replace the batches wins, and the rows are there once.</summary>
    [Fact]
    public async Task SealAsync_SeveralAtOnce_LoseAndRepeatNothing()
    {
        for (var part = 0; part < 20; part++)
        {
            await LogAsync(minutesAgo: 90, rows: 5);
        }

        var before = await TextAsync();

        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Sealing.SealAsync(Token), Token)));

        Assert.InRange(counts.Sum(), 1, 2);
        Assert.Equal(before, await TextAsync());
    }

    [Fact]
    public async Task EraseAsync_SealedBatch_IsRewrittenWithoutTheEntityAndItsContentRemoved()
    {
        await LogAsync(minutesAgo: 120, rows: 3);
        await LogAsync(minutesAgo: 120, rows: 2, entity: "anna");
        await Sealing.SealAsync(Token);
        var digest = Assert.Single(await BatchesAsync()).Digest!;

        Assert.Equal(2, await _world.Workbench.Get<PredictionErasure>().EraseAsync(_world.Workbench.Admin, "churn", "anna", Token));

        Assert.Equal(3, (await _world.Workbench.ReadLogAsync()).Count(row => row.Text(LogBlock.EntityId) is null));
        Assert.Equal(3, await _world.Workbench.CountLogAsync());
        await using var db = await _world.OpenDatabaseAsync();
        Assert.False(await db.Contents.AnyAsync(content => content.Digest == digest, Token));
        Assert.Equal(1, await Sealing.SealAsync(Token));
        Assert.Equal(3, await _world.Workbench.CountLogAsync());
    }

    [Fact]
    public async Task DeleteOldAsync_SealedBatch_TakesItsContentToo()
    {
        await LogAsync(minutesAgo: 120, rows: 3);
        await Sealing.SealAsync(Token);
        var digest = Assert.Single(await BatchesAsync()).Digest!;
        _world.Workbench.Clock.Advance(TimeSpan.FromDays(366));

        Assert.Equal(3, await _world.Workbench.Get<PredictionLogRetention>().DeleteOldAsync(Token));

        await using var db = await _world.OpenDatabaseAsync();
        Assert.False(await db.Contents.AnyAsync(content => content.Digest == digest, Token));
    }

    /// <summary>Pages of different sizes give the same rows in both directions, over sealed and hot batches that overlap.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(100)]
    public async Task ListAsync_Pages_GiveEveryRowOnceInBothDirections(int limit)
    {
        var random = new Random(3);
        for (var part = 0; part < 6; part++)
        {
            await _world.Workbench.LogAsync([.. Enumerable.Range(0, 4).Select(_ => Row(random.Next(170)))]);
        }

        await Sealing.SealAsync(Token);
        await LogAsync(minutesAgo: 0, rows: 3);
        var expected = (await _world.Workbench.ReadLogAsync()).OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Select(row => row.Id).ToList();

        var forward = new List<Guid>();
        var last = await PageAsync(null);
        for (forward.AddRange(last.Items.Select(item => item.Id)); last.Next is { } next; forward.AddRange(last.Items.Select(item => item.Id)))
        {
            last = await PageAsync(next);
        }

        var back = last.Items.Select(item => item.Id).ToList();
        for (var previous = last.Previous; previous is not null;)
        {
            var page = await PageAsync(previous);
            back.InsertRange(0, page.Items.Select(item => item.Id));
            previous = page.Previous;
        }

        Assert.Equal(expected, forward);
        Assert.Equal(expected, back);

        Task<PredictionPage> PageAsync(string? after) => _world.Workbench.Get<PredictionLogCatalog>().ListAsync(
            _world.Analyst, "churn", new PredictionFilter(), new ListQuery(After: after, Limit: limit), Token);
    }

    [Fact]
    public async Task FindAsync_KeysOfEachKind_AreFoundAmongManyOthers()
    {
        await _world.Workbench.LogAsync([.. Enumerable.Range(0, 50).Select(number => Row(120, association: $"order-{number}"))]);
        await Sealing.SealAsync(Token);
        await LogAsync(minutesAgo: 0, rows: 3);
        var wanted = (await _world.Workbench.ReadLogAsync())[0];
        await using var db = await _world.OpenDatabaseAsync();

        var few = await LoggedKeys.FindAsync(db, _endpointId, [wanted.Id, Guid.NewGuid()], ["order-7", "order-x"], Token);
        var many = await LoggedKeys.FindAsync(db, _endpointId, [.. Enumerable.Range(0, 100_000).Select(_ => Guid.NewGuid()), wanted.Id], ["order-7"], Token);
        var elsewhere = await LoggedKeys.FindAsync(db, Guid.NewGuid(), [wanted.Id], [], Token);

        Assert.Equal([wanted.Id, few.Single(key => key.AssociationId == "order-7").Id], few.Select(key => key.Id));
        Assert.Equal(few, many);
        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task MoveAsync_RowsOfAnEarlierRelease_AreInTheLogOnce()
    {
        await using (var db = await _world.OpenDatabaseAsync())
        {
            for (var number = 0; number < 10; number++)
            {
                db.PredictionLog.Add(new PredictionLogEntry
                {
                    Id = Guid.CreateVersion7(), EndpointId = _endpointId, ModelVersionId = _versionId, At = Now.AddMinutes(-40 * number), Score = 0.25, Label = "Yes",
                    Inputs = """{"age":41,"income":null,"plan":"gold"}""", EntityId = "anna", Warnings = "missingValue", CallMilliseconds = 2,
                });
            }

            await db.SaveChangesAsync(Token);
        }

        var old = _world.Workbench.Get<OldPredictionLog>();
        Assert.Equal((10L, 0L), (await old.MoveAsync(Token), await old.MoveAsync(Token)));

        var moved = (await _world.Workbench.Get<PredictionLogCatalog>().ListAsync(_world.Analyst, "churn", new PredictionFilter(EntityId: "anna"), new ListQuery(), Token)).Items;
        Assert.Equal(10, moved.Count);
        Assert.All(moved, row => Assert.Equal(("41", null, "gold", 0.25, "Yes"), (row.Inputs["age"], row.Inputs["income"], row.Inputs["plan"], row.Score, row.Label)));
        Assert.All(moved, row => Assert.Equal(["missingValue"], row.Warnings));
    }

    private PredictionToLog Row(int minutesAgo, string? entity = null, string? association = null, Guid? shadowOf = null) =>
        StoredLog.Row(_versionId, Now.AddMinutes(-minutesAgo), _endpointId, entity: entity, association: association, shadowOf: shadowOf);

    private Task LogAsync(int minutesAgo, int rows, string? entity = null, Guid? shadowOf = null) =>
        _world.Workbench.LogAsync([.. Enumerable.Range(0, rows).Select(_ => Row(minutesAgo, entity, shadowOf: shadowOf))]);

    private async Task<List<PredictionBatch>> BatchesAsync()
    {
        await using var db = await _world.OpenDatabaseAsync();
        return await db.PredictionBatches.AsNoTracking().ToListAsync(Token);
    }

    private async Task<IEnumerable<string>> TextAsync() =>
        (await _world.Workbench.ReadLogAsync()).Select(row => $"{row.Id} {row.At:O} {row.Text(LogBlock.EntityId)} {row.Text("input:plan")} {row.Text(LogBlock.ShadowOf)}").Order(StringComparer.Ordinal);
}
