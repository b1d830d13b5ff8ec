using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MudBlazor;

namespace MlWorkbench.Web.Components;

/// <summary>Base of every page: the signed-in actor, a cancellation token, messages for refusals, and a refresh loop for live pages.</summary>
public abstract class WorkbenchPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();

    [Inject]
    public required ISnackbar Snackbar { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Inject]
    public required IHostApplicationLifetime Host { get; init; }

    [Inject]
    public required Sessions Sessions { get; init; }

    [Inject]
    public required ProjectEntry Projects { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Left => _left.Token;

    /// <summary>The reason why the page's content cannot be shown. Null if it can.</summary>
    protected string? Refusal { get; private set; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _left.Cancel();
            _left.Dispose();
        }
    }

    /// <exception cref="WorkbenchException">The session has ended since the page was opened.</exception>
    protected async Task<Actor> ActorAsync()
    {
        var user = (await Authentication).User;
        return user.Identity?.IsAuthenticated == true
            ? user.ToActor()
            : throw WorkbenchException.SignedOut();
    }

    /// <summary>Reads the person's current account and role in the page's project. A page outlives its session by up to 30 s, and must not change anything then.</summary>
    /// <exception cref="WorkbenchException">The session has ended since the page was opened.</exception>
    protected async Task<Actor> ActorNowAsync()
    {
        var user = (await Authentication).User;
        return user.FindSession() is { } session && await Sessions.RecogniseAsync(session, Left) is { } account
            ? await Projects.EnterAsync(account, user.ToActor().Project.Name, Left)
            : throw WorkbenchException.SignedOut();
    }

    /// <summary>Loads the page's content. Stores a refusal in <see cref="Refusal"/>.</summary>
    protected async Task LoadAsync(Func<Actor, Task> load)
    {
        try
        {
            await load(await ActorAsync());
            Refusal = null;
        }
        catch (Exception exception) when (FindRefusal(exception) is { } refusal)
        {
            Refusal = refusal;
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    /// <summary>Runs a button's action, and shows a refusal as a message. Returns whether the action succeeded.</summary>
    protected async Task<bool> ActAsync(Func<Actor, Task> action)
    {
        try
        {
            await action(await ActorNowAsync());
            return true;
        }
        catch (Exception exception) when (FindRefusal(exception) is { } refusal)
        {
            Snackbar.Add(refusal, Severity.Error);
            return false;
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The sentence to show. Null if the exception is a program error.</summary>
    protected static string? FindRefusal(Exception exception) =>
        exception is WorkbenchException or EngineException ? exception.Message : StorageFailure.Find(exception)?.Message;

    /// <summary>Like <see cref="KeepFreshAsync(TimeSpan, Func{Task{bool}})"/>, but calls <paramref name="refresh"/> only if the revision changed since the last
    /// call. The revision is read by key; the refresh may read much.</summary>
    protected Task KeepFreshAsync<TRevision>(TimeSpan interval, Func<Task<TRevision>> revision, Func<Task<bool>> refresh)
    {
        var (isKnown, shown) = (false, default(TRevision));
        return KeepFreshAsync(interval, async () =>
        {
            try
            {
                var now = await revision();
                if (isKnown && EqualityComparer<TRevision>.Default.Equals(now, shown))
                {
                    return true;
                }

                (isKnown, shown) = (true, now);
            }
            catch (Exception exception) when (FindRefusal(exception) is not null)
            {
                // The refresh meets the same failure and shows it.
                isKnown = false;
            }

            return await refresh();
        });
    }

    /// <summary>Calls <paramref name="refresh"/> and renders, once per <paramref name="interval"/>, until the refresh returns false, the page is left or the
    /// server stops. Start it without awaiting.</summary>
    protected async Task KeepFreshAsync(TimeSpan interval, Func<Task<bool>> refresh)
    {
        using var timer = new PeriodicTimer(interval, Clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_left.Token, Host.ApplicationStopping);
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                var goOn = await refresh();
                await InvokeAsync(StateHasChanged);
                if (!goOn)
                {
                    return;
                }
            }
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
            // The page was left, or the server stops and disposes its services before the page.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
