using Microsoft.EntityFrameworkCore;

namespace MlWorkbench.Application.Storage;

/// <summary>Held while a dataset's new contents have no row yet, and while contents are removed, so that a removal cannot delete new contents.</summary>
public sealed class StoringLock(IDbContextFactory<WorkbenchDbContext> contexts) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    internal async Task<T> HoldAsync<T>(Func<Task<T>> store, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            await using var alone = await db.Dialect.BeginStoringAsync(db, cancellation);
            return await store();
        }
        finally
        {
            _one.Release();
        }
    }

    internal Task HoldAsync(Func<Task> act, CancellationToken cancellation) => HoldAsync(
        async () =>
        {
            await act();
            return true;
        },
        cancellation);

    public void Dispose() => _one.Dispose();
}
