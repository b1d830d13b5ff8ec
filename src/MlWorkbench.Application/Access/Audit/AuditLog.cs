using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Audit;

/// <summary>Appends to the audit chain in the caller's transaction, so that every change has its entry.</summary>
/// <remarks>Each entry's hash covers the previous hash: an edited, removed or inserted entry breaks every later one.</remarks>
public sealed class AuditLog(TimeProvider clock)
{
    /// <summary>Kinds of objects that belong to the workbench, regardless of the project in which a person changes them.</summary>
    private static readonly FrozenSet<string> OfWorkbench = ["user", "token", "workbench"];

    /// <summary>Adds the entry to the context. The caller's SaveChanges writes it. Call it inside a write transaction.</summary>
    internal async Task AppendAsync(WorkbenchDbContext db, Actor actor, string action, string subjectKind, string subjectId, string subjectName, string? details, CancellationToken cancellationToken)
    {
        var pending = db.ChangeTracker.Entries<AuditEntry>()
            .Where(entry => entry.State == EntityState.Added)
            .Select(entry => entry.Entity)
            .MaxBy(entry => entry.Sequence);
        var last = pending ?? await db.AuditEntries.AsNoTracking().OrderByDescending(entry => entry.Sequence).FirstOrDefaultAsync(cancellationToken);
        if (actor.TokenMaker is { } maker)
        {
            var by = $"By a token that {maker.Name} <{maker.Email}> created";
            details = details is null ? by : $"{details.TrimEnd('.')}. {by}";
        }

        Guid? projectId = OfWorkbench.Contains(subjectKind) ? null : actor.Project.Id;
        var sequence = (last?.Sequence ?? 0) + 1;
        var at = clock.GetUtcNow().UtcDateTime;
        db.AuditEntries.Add(new AuditEntry
        {
            Sequence = sequence,
            At = at,
            ActorId = actor.UserId,
            ActorName = actor.Name,
            Action = action,
            SubjectKind = subjectKind,
            SubjectId = subjectId,
            SubjectName = subjectName,
            Details = details,
            ProjectId = projectId,
            Hash = HashOf(last?.Hash ?? [], sequence, at, actor.UserId, actor.Name, action, subjectKind, subjectId, subjectName, details, projectId),
        });
    }

    /// <remarks>An entry without a project has the hash that versions without projects gave it.</remarks>
    internal static byte[] HashOf(byte[] previous, long sequence, DateTime at, Guid actorId, string actorName, string action, string subjectKind, string subjectId, string subjectName, string? details, Guid? projectId)
    {
        var canonical = new StringBuilder();
        foreach (var part in (string[])[sequence.ToString(CultureInfo.InvariantCulture), at.Ticks.ToString(CultureInfo.InvariantCulture), actorId.ToString("N"), actorName, action, subjectKind, subjectId, subjectName, details ?? "", .. projectId is { } project ? [project.ToString("N")] : Array.Empty<string>()])
        {
            canonical.Append(part.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(part).Append(';');
        }

        return SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(canonical.ToString())]);
    }
}
