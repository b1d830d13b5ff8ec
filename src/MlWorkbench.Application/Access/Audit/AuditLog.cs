using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Audit;

/// <summary>Appends to the audit chain in the transaction of an event.</summary>
/// <remarks>Each entry's hash covers the previous hash: an edited, removed or inserted entry breaks every later one.</remarks>
internal static class AuditLog
{
    /// <summary>Adds the entry of the event to the context, and returns its sequence number.</summary>
    public static async Task<long> AppendAsync(WorkbenchDbContext db, WorkbenchEvent happened, string? details, CancellationToken cancellationToken)
    {
        var pending = db.ChangeTracker.Entries<AuditEntry>()
            .Where(entry => entry.State == EntityState.Added)
            .Select(entry => entry.Entity)
            .MaxBy(entry => entry.Sequence);
        var last = pending ?? await db.AuditEntries.AsNoTracking().OrderByDescending(entry => entry.Sequence).FirstOrDefaultAsync(cancellationToken);
        var sequence = (last?.Sequence ?? 0) + 1;
        var subjectId = happened.SubjectId.ToString();
        db.AuditEntries.Add(new AuditEntry
        {
            Sequence = sequence,
            At = happened.At,
            ActorId = happened.ActorId,
            ActorName = happened.ActorName,
            Action = happened.Kind,
            SubjectKind = happened.SubjectKind,
            SubjectId = subjectId,
            SubjectName = happened.SubjectName,
            Details = details,
            ProjectId = happened.ProjectId,
            Hash = HashOf(last?.Hash ?? [], sequence, happened.At, happened.ActorId, happened.ActorName, happened.Kind, happened.SubjectKind, subjectId, happened.SubjectName, details, happened.ProjectId),
        });
        return sequence;
    }

    /// <remarks>An entry without a project has the hash that versions without projects gave it.</remarks>
    public static byte[] HashOf(
        byte[] previous,
        long sequence,
        DateTime at,
        Guid actorId,
        string actorName,
        string action,
        string subjectKind,
        string subjectId,
        string subjectName,
        string? details,
        Guid? projectId)
    {
        var canonical = new StringBuilder();
        foreach (var part in (string[])[sequence.ToString(CultureInfo.InvariantCulture), at.Ticks.ToString(CultureInfo.InvariantCulture), actorId.ToString("N"), actorName, action, subjectKind, subjectId, subjectName, details ?? "", .. projectId is { } project ? [project.ToString("N")] : Array.Empty<string>()])
        {
            canonical.Append(part.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(part).Append(';');
        }

        return SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(canonical.ToString())]);
    }
}
