using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Audit;

/// <summary>Writes the head of the audit trail outside the database: to the log, and to one file for each day.</summary>
/// <remarks>A trail whose last entries were removed is still consistent. Only a head that was recorded elsewhere shows the loss.</remarks>
public sealed class AuditHeads(IDbContextFactory<WorkbenchDbContext> contexts, IOptions<StorageOptions> storage, TimeProvider clock, ILogger<AuditHeads> logger)
{
    private const string Extension = ".txt";

    private AuditHead? _seen;

    /// <summary>Writes the head if it changed since the last call. The file of a head that the trail has lost remains unchanged.</summary>
    public async Task ExportAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var head = await FindAsync(db, cancellationToken);
        if (head == _seen)
        {
            return;
        }

        var today = clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var lost = await FindLostAsync(db, cancellationToken);
        if (lost is not null)
        {
            logger.LogError(
                "The audit trail no longer has entry {Sequence} with the hash {Hash}, its newest on {Day}. "
                    + "Entries were removed or changed, or an older backup was restored",
                lost.Sequence,
                lost.Hash,
                lost.Day);
        }

        if (head.Sequence > 0 && lost?.Day != today)
        {
            await WriteAsync(today, head, cancellationToken);
            logger.LogInformation("Newest audit entry: {Sequence} {Hash}", head.Sequence, head.Hash);
        }

        _seen = head;
    }

    internal static async Task<AuditHead> FindAsync(WorkbenchDbContext db, CancellationToken cancellationToken)
    {
        var newest = await db.AuditEntries.AsNoTracking()
            .OrderByDescending(entry => entry.Sequence)
            .Select(entry => new { entry.Sequence, entry.Hash })
            .FirstOrDefaultAsync(cancellationToken);
        return newest is null ? new AuditHead(0, "") : new AuditHead(newest.Sequence, Convert.ToHexStringLower(newest.Hash));
    }

    /// <summary>Reads the heads from their files, oldest day first.</summary>
    internal IReadOnlyList<ExportedHead> ReadExported() => Directory.Exists(storage.Value.AuditHeadsFolder)
        ? [.. Directory.EnumerateFiles(storage.Value.AuditHeadsFolder, $"*{Extension}").Order(StringComparer.Ordinal).Select(Read)]
        : [];

    private async Task<ExportedHead?> FindLostAsync(WorkbenchDbContext db, CancellationToken cancellationToken)
    {
        if (ReadExported() is not [.., var newest])
        {
            return null;
        }

        var hash = await db.AuditEntries.AsNoTracking()
            .Where(entry => entry.Sequence == newest.Sequence)
            .Select(entry => entry.Hash)
            .SingleOrDefaultAsync(cancellationToken);
        return hash is not null && Convert.ToHexStringLower(hash) == newest.Hash ? null : newest;
    }

    private async Task WriteAsync(string day, AuditHead head, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(storage.Value.AuditHeadsFolder);
        var path = Path.Combine(storage.Value.AuditHeadsFolder, day + Extension);
        // A process killed during the write must not leave half a head, which would look forged.
        var partial = $"{path}.part";
        await File.WriteAllTextAsync(partial, string.Create(CultureInfo.InvariantCulture, $"{head.Sequence} {head.Hash}\n"), cancellationToken);
        File.Move(partial, path, overwrite: true);
    }

    private static ExportedHead Read(string path)
    {
        var day = Path.GetFileNameWithoutExtension(path);
        return File.ReadAllText(path).Trim().Split(' ') is [var sequence, var hash] && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ExportedHead(day, number, hash)
            : new ExportedHead(day, 0, "");
    }
}
