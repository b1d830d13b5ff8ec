using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Audit;

/// <summary>Reads the audit chain and verifies that it is unchanged.</summary>
public sealed class AuditTrail(IDbContextFactory<WorkbenchDbContext> contexts, AuditHeads heads)
{
    private const string Purpose = "read the audit trail";

    private static readonly ListOrders<AuditEntry, long> Orders = new ListOrders<AuditEntry, long>(entry => entry.Sequence)
        .ById("sequence");

    /// <summary>Lists entries, newest first.</summary>
    /// <param name="list">Page to read. Its search is ignored.</param>
    public async Task<Page<AuditRecord>> ListAsync(Actor actor, AuditQuery query, ListQuery list, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, Purpose);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = Matching(db, actor.Project, query);
        var total = await entries.CountAsync(cancellationToken);
        var slice = await Orders.SliceAsync(entries, list, cancellationToken);
        return slice.ToPage(await Records(db, slice.Rows).ToListAsync(cancellationToken), total);
    }

    public async Task<AuditFacets> FacetsAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, Purpose);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = Of(db, actor.Project);
        return new AuditFacets(
            await ActorsAsync(db, entries, cancellationToken),
            await entries.Select(entry => entry.Action).Distinct().Order().ToListAsync(cancellationToken),
            await entries.Select(entry => entry.SubjectKind).Distinct().Order().ToListAsync(cancellationToken));
    }

    /// <summary>Returns the newest entry, to be recorded elsewhere.</summary>
    public async Task<AuditHead> HeadAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, Purpose);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await AuditHeads.FindAsync(db, cancellationToken);
    }

    /// <summary>Reads every entry in order, recomputes its hash, and compares it with the exported heads.</summary>
    public async Task<AuditVerification> VerifyAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, "verify the audit trail");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var exported = heads.ReadExported();
        var bySequence = exported.ToLookup(head => head.Sequence);
        ExportedHead? lost = null;
        byte[] previous = [];
        long good = 0;
        await foreach (var entry in db.AuditEntries.AsNoTracking().OrderBy(entry => entry.Sequence).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var hash = AuditLog.HashOf(previous, entry.Sequence, entry.At, entry.ActorId, entry.ActorName, entry.Action, entry.SubjectKind, entry.SubjectId, entry.SubjectName, entry.Details, entry.ProjectId);
            if (entry.Sequence != good + 1 || !hash.AsSpan().SequenceEqual(entry.Hash))
            {
                return new AuditVerification(good, entry.Sequence, Convert.ToHexStringLower(previous), exported.Count, lost);
            }

            lost ??= bySequence[entry.Sequence].FirstOrDefault(head => head.Hash != Convert.ToHexStringLower(hash));
            previous = hash;
            good++;
        }

        lost ??= exported.FirstOrDefault(head => head.Sequence == 0 || head.Sequence > good);
        return new AuditVerification(good, null, Convert.ToHexStringLower(previous), exported.Count, lost);
    }

    /// <summary>Lists addresses, not names: no two people share an address.</summary>
    private static async Task<IReadOnlyList<string>> ActorsAsync(WorkbenchDbContext db, IQueryable<AuditEntry> entries, CancellationToken cancellationToken)
    {
        var emails = await entries.Select(entry => entry.ActorId).Distinct()
            .Select(id => db.Users.Where(user => user.Id == id).Select(user => user.Email).FirstOrDefault())
            .ToListAsync(cancellationToken);
        return [.. emails.Select(email => email ?? Actor.System.Name).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>At an address of a project, its entries. At the others, the whole trail.</summary>
    private static IQueryable<AuditEntry> Of(WorkbenchDbContext db, ProjectScope scope) =>
        scope.IsDefault ? db.AuditEntries : db.AuditEntries.Where(entry => entry.ProjectId == scope.Id);

    internal static IQueryable<AuditEntry> Matching(WorkbenchDbContext db, ProjectScope scope, AuditQuery query)
    {
        var entries = Of(db, scope).AsNoTracking();
        if (!string.IsNullOrEmpty(query.Project))
        {
            entries = entries.Where(entry => db.Projects.Any(project => project.Id == entry.ProjectId && project.Name == query.Project));
        }

        if (Guid.TryParse(query.Actor, out var actorId))
        {
            entries = entries.Where(entry => entry.ActorId == actorId);
        }
        else if (!string.IsNullOrEmpty(query.Actor))
        {
            entries = entries.Where(entry => entry.ActorName == query.Actor || db.Users.Any(user => user.Id == entry.ActorId && user.Email == query.Actor));
        }

        if (!string.IsNullOrEmpty(query.Action))
        {
            entries = entries.Where(entry => entry.Action == query.Action);
        }

        if (!string.IsNullOrEmpty(query.Subject))
        {
            entries = entries.Where(entry => entry.SubjectKind == query.Subject);
        }

        if (new ListQuery(query.Search).Pattern is { } pattern)
        {
            entries = entries.Where(entry => ListQuery.Matches(entry.ActorName, pattern)
                || ListQuery.Matches(entry.Action, pattern)
                || ListQuery.Matches(entry.SubjectName, pattern)
                || ListQuery.Matches(entry.Details!, pattern));
        }

        return entries;
    }

    internal static IQueryable<AuditRecord> Records(WorkbenchDbContext db, IQueryable<AuditEntry> entries) =>
        entries.Select(entry => new AuditRecord
        {
            Sequence = entry.Sequence,
            At = entry.At,
            Actor = entry.ActorName,
            ActorId = entry.ActorId,
            ActorEmail = db.Users.Where(user => user.Id == entry.ActorId).Select(user => user.Email).FirstOrDefault(),
            Action = entry.Action,
            SubjectKind = entry.SubjectKind,
            SubjectId = entry.SubjectId,
            SubjectName = entry.SubjectName,
            Details = entry.Details,
            Project = db.Projects.Where(project => project.Id == entry.ProjectId).Select(project => project.Name).FirstOrDefault(),
        });
}
