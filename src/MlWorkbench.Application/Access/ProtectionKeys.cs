using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access;

/// <summary>Stores the keys of session cookies and form tokens in the database: they survive a restart and are part of a backup.</summary>
/// <remarks>Synchronous, because ASP.NET Core requires it.</remarks>
public sealed class ProtectionKeys(IDbContextFactory<WorkbenchDbContext> contexts, StorageDamage damage, TimeProvider clock)
{
    /// <summary>Keys created while the database accepts no changes. They last as long as the process.</summary>
    private readonly ConcurrentQueue<string> _unsaved = new();

    public IReadOnlyList<string> Read()
    {
        using var db = contexts.CreateDbContext();
        return [.. db.ProtectionKeys.AsNoTracking().OrderBy(key => key.CreatedAt).Select(key => key.Xml), .. _unsaved];
    }

    public void Add(string name, string xml)
    {
        if (damage.Found is not null)
        {
            _unsaved.Enqueue(xml);
            return;
        }

        using var db = contexts.CreateDbContext();
        db.ProtectionKeys.Add(new ProtectionKey { Id = Guid.CreateVersion7(), Name = name, Xml = xml, CreatedAt = clock.GetUtcNow().UtcDateTime });
        db.SaveChanges();
    }
}
