using MlWorkbench.Application.Events;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Events;

public sealed class RecentAnswersTests : IAsyncLifetime
{
    private TestWorkbench _workbench = null!;
    private int _reads;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _workbench = await TestWorkbench.StartAsync();

    public ValueTask DisposeAsync() => _workbench.DisposeAsync();

    [Fact]
    public async Task FindAsync_AskedAgain_ReadsOnce()
    {
        var answers = Create(key => Task.FromResult<string?>(key));

        Assert.Equal("a", await answers.FindAsync("a", Token));
        Assert.Equal("a", await answers.FindAsync("a", Token));
        Assert.Equal("b", await answers.FindAsync("b", Token));

        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task FindAsync_ThisProcessCommitsAChange_ReadsAgain()
    {
        var answers = Create(key => Task.FromResult<string?>(key));
        await answers.FindAsync("a", Token);

        await ChangeAsync();
        await answers.FindAsync("a", Token);

        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task FindAsync_ThisProcessCommitsAChangeDuringTheRead_ReadsAgain()
    {
        var reading = new TaskCompletionSource<string?>();
        var answers = Create(_ => reading.Task);
        var first = answers.FindAsync("a", Token).AsTask();

        await ChangeAsync();
        reading.SetResult("before the change");
        Assert.Equal("before the change", await first);
        await answers.FindAsync("a", Token);

        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task FindAsync_ASecondLater_ReadsAgain()
    {
        var answers = Create(key => Task.FromResult<string?>(key));
        await answers.FindAsync("a", Token);
        _workbench.Clock.Advance(TimeSpan.FromSeconds(0.9));
        await answers.FindAsync("a", Token);
        Assert.Equal(1, _reads);

        _workbench.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await answers.FindAsync("a", Token);

        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task FindAsync_ManyAtOnceAndOneLeaves_ShareOneRead()
    {
        var reading = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var answers = Create(_ => reading.Task);
        using var leaving = new CancellationTokenSource();
        var leaves = answers.FindAsync("a", leaving.Token).AsTask();
        Task<string?>[] stay = [.. Enumerable.Range(0, 100).Select(_ => answers.FindAsync("a", Token).AsTask())];

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        reading.SetResult("a");

        Assert.All(await Task.WhenAll(stay), answer => Assert.Equal("a", answer));
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task FindAsync_NothingFoundOrTheReadFails_IsNotRemembered()
    {
        var answers = Create(key => key == "none" ? Task.FromResult<string?>(null) : throw new IOException("The disk is gone."));

        for (var call = 0; call < 2; call++)
        {
            Assert.Null(await answers.FindAsync("none", Token));
            await Assert.ThrowsAsync<IOException>(() => answers.FindAsync("broken", Token).AsTask());
        }

        Assert.Equal(4, _reads);
    }

    private RecentAnswers<string, string> Create(Func<string, Task<string?>> read) => new(
        async (key, _) =>
        {
            Interlocked.Increment(ref _reads);
            return await read(key);
        },
        _workbench.Get<ChangeSignal>(),
        _workbench.Clock);

    private Task ChangeAsync() =>
        _workbench.Get<RecipeEditor>().CreateAsync(_workbench.Admin, new RecipeDraft("first", new RecipeDefinition([new LogDefinition("age")])), Token);
}
