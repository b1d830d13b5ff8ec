using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Backups;

/// <summary>Reports the facts of the storage, and whether it accepts writes now.</summary>
public sealed class StorageInspector(IDbContextFactory<WorkbenchDbContext> contexts, DiskSpace disk, StorageDamage damage, IOptions<StorageOptions> options)
{
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(5);

    public async Task<StorageFacts> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, "see the settings");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return new StorageFacts(
            Path.GetFullPath(options.Value.Path),
            await db.Dialect.ReadBytesAsync(db, cancellationToken),
            disk.FreeBytes,
            await db.Dialect.ReadVersionAsync(db, cancellationToken),
            (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Last());
    }

    /// <summary>One sentence per problem that limits the workbench now. Empty without problems.</summary>
    public async Task<IReadOnlyList<string>> FindProblemsAsync(CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var volume = disk.Volume;
        var free = (double)volume.AvailableFreeSpace / volume.TotalSize;
        var reserve = options.Value.ReservePercent / 100;
        if (free < reserve)
        {
            problems.Add($"Only {free:P1} of the disk that holds the storage folder is free; at least {reserve:P0} is needed.");
        }

        if (damage.Found is { } found)
        {
            problems.Add($"The database is damaged: {found.What}. It is read-only until a backup is restored. {damage.Remedy}");
            return problems;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            await db.Dialect.LimitWaitAsync(db, WriteTimeout, cancellationToken);
            if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            {
                problems.Add("The database's schema is older than this program.");
            }

            // A real write, because only it detects a full or read-only disk and a held lock.
            await db.Projects
                .Where(project => project.Id == ProjectScope.Default.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(project => project.Name, project => project.Name), cancellationToken);
        }
        catch (Exception exception) when (StorageFailure.IsCause(exception))
        {
            problems.Add($"The database cannot be written. {StorageFailure.Find(exception)?.Message ?? "The server's log has the cause."}");
        }

        return problems;
    }
}
