using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Events;

public sealed class EventDispatcherTests : IAsyncLifetime
{
    private readonly ScriptedConsumer _consumer = new();
    private TestWorkbench _workbench = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _workbench = await TestWorkbench.StartAsync(more: services => services.AddSingleton<IEventConsumer>(_consumer));

    public ValueTask DisposeAsync() => _workbench.DisposeAsync();

    [Fact]
    public async Task DispatchAsync_EventOfAWantedKind_IsDeliveredOnce()
    {
        await WriteRecipeAsync("first");
        await _workbench.Get<RecipeEditor>().DeleteAsync(_workbench.Admin, "first", Token);

        var delivered = await Dispatcher().DispatchAsync(Token);
        var again = await Dispatcher().DispatchAsync(Token);

        Assert.Equal((1, 0), (delivered, again));
        Assert.Single(_consumer.Handled);
    }

    [Fact]
    public async Task DispatchAsync_ConsumerFails_RepeatsWithGrowingDelaysAndThenGivesUp()
    {
        await WriteRecipeAsync("first");
        _consumer.Script = _ => throw new IOException("The mailbox is full.");
        var delays = new List<double>();

        while (await Dispatcher().DispatchAsync(Token) == 1)
        {
            var delivery = await ReadAsync();
            var delay = delivery.DueAt - _workbench.Clock.GetUtcNow().UtcDateTime;
            delays.Add(delay.TotalSeconds);
            _workbench.Clock.Advance(delay - TimeSpan.FromTicks(1));
            Assert.Equal(0, await Dispatcher().DispatchAsync(Token));
            _workbench.Clock.Advance(TimeSpan.FromTicks(1));
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560], delays);
        var failed = await ReadAsync();
        Assert.Equal((DeliveryState.Failed, EventDispatcher.MostAttempts, "The mailbox is full."), (failed.State, failed.Attempts, failed.LastError));
    }

    [Fact]
    public async Task DispatchAsync_ConsumerRecovers_DeliversAtTheNextAttempt()
    {
        await WriteRecipeAsync("first");
        _consumer.Script = _ => throw new IOException("The mailbox is full.");
        await Dispatcher().DispatchAsync(Token);
        _consumer.Script = _ => Task.CompletedTask;
        _workbench.Clock.Advance(TimeSpan.FromSeconds(5));

        await Dispatcher().DispatchAsync(Token);

        var delivered = await ReadAsync();
        Assert.Equal((DeliveryState.Delivered, 2, null), (delivered.State, delivered.Attempts, delivered.LastError));
    }

    [Fact]
    public async Task DispatchAsync_KilledInTheMiddle_TheNextProcessDeliversAgainAfterTheLease()
    {
        await WriteRecipeAsync("first");
        await KillWhileHandlingAsync();

        var during = await Dispatcher().DispatchAsync(Token);
        _workbench.Clock.Advance(EventDispatcher.LeaseTime);
        var afterwards = await Dispatcher().DispatchAsync(Token);

        Assert.Equal((0, 1), (during, afterwards));
        Assert.Single(_consumer.Handled);
    }

    [Fact]
    public async Task DispatchAsync_HandlerThatKillsItsProcessEachTime_IsGivenUp()
    {
        await WriteRecipeAsync("first");
        for (var attempt = 0; attempt < EventDispatcher.MostAttempts; attempt++)
        {
            await KillWhileHandlingAsync();
            _workbench.Clock.Advance(EventDispatcher.LeaseTime);
        }

        await Dispatcher().DispatchAsync(Token);

        Assert.Equal(DeliveryState.Failed, (await ReadAsync()).State);
        Assert.Empty(_consumer.Handled);
    }

    [Fact]
    public async Task DispatchAsync_AttemptThatOutlivesItsLease_DoesNotOverwriteTheNextAttempt()
    {
        await WriteRecipeAsync("first");
        var isFirst = true;
        _consumer.Script = async _ =>
        {
            if (isFirst)
            {
                isFirst = false;
                _workbench.Clock.Advance(EventDispatcher.LeaseTime);
                await Dispatcher().DispatchAsync(Token);
                throw new IOException("Too late.");
            }
        };

        await Dispatcher().DispatchAsync(Token);

        var delivered = await ReadAsync();
        Assert.Equal((DeliveryState.Delivered, 2, null), (delivered.State, delivered.Attempts, delivered.LastError));
    }

    [Fact]
    public async Task DispatchAsync_TwoDispatchersSideBySide_DeliverEachEventOnce()
    {
        const int Events = 40;
        for (var number = 0; number < Events; number++)
        {
            await WriteRecipeAsync($"recipe-{number}");
        }

        var counts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Dispatcher().DispatchAsync(Token), Token)));

        Assert.Equal(Events, counts.Sum());
        Assert.Equal(Events, _consumer.Handled.Distinct().Count());
        Assert.Equal(Events, _consumer.Handled.Count);
    }

    [Fact]
    public async Task StartAsync_ChangeCommitted_IsDeliveredWithoutPolling()
    {
        var handled = new TaskCompletionSource();
        _consumer.Script = _ =>
        {
            handled.SetResult();
            return Task.CompletedTask;
        };
        using var dispatcher = Dispatcher();
        await dispatcher.StartAsync(Token);

        // The clock stands still, so that only the commit can wake the dispatcher.
        await WriteRecipeAsync("first");

        await handled.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
        await dispatcher.StopAsync(Token);
    }

    private EventDispatcher Dispatcher() => ActivatorUtilities.CreateInstance<EventDispatcher>(_workbench.Services);

    private Task WriteRecipeAsync(string name) =>
        _workbench.Get<RecipeEditor>().CreateAsync(_workbench.Admin, new RecipeDraft(name, new RecipeDefinition([new LogDefinition("age")])), Token);

    private async Task KillWhileHandlingAsync()
    {
        using var process = new CancellationTokenSource();
        _consumer.Script = async _ =>
        {
            await process.CancelAsync();
            process.Token.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Dispatcher().DispatchAsync(process.Token));
        _consumer.Script = _ => Task.CompletedTask;
    }

    private async Task<Delivery> ReadAsync()
    {
        await using var db = await _workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Token);
        return await db.Deliveries.AsNoTracking().SingleAsync(Token);
    }
}
