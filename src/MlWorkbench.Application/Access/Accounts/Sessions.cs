using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Opens, recognises and ends people's sessions. A session is its row: once the row is deleted, a copied cookie is worthless.</summary>
public sealed class Sessions(
    IDbContextFactory<WorkbenchDbContext> contexts,
    SessionUses uses,
    ChangeLog changes,
    IOptions<AccessOptions> options,
    TimeProvider clock)
{
    private const int UserAgentKept = 300;
    private static readonly TimeSpan SeenPrecision = TimeSpan.FromMinutes(1);

    private TimeSpan Longest => TimeSpan.FromHours(options.Value.SessionHours);

    private TimeSpan LongestIdle => TimeSpan.FromHours(options.Value.SessionIdleHours);

    /// <summary>Opens a session and returns the id for its cookie. Deletes the account's expired sessions.</summary>
    public async Task<Guid> OpenAsync(SignedIn account, IPAddress? address, string? userAgent, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var (oldest, longestUnused) = (now - Longest, now - LongestIdle);
        await db.Sessions
            .Where(row => row.UserId == account.Actor.UserId && (row.CreatedAt <= oldest || row.LastSeenAt <= longestUnused))
            .ExecuteDeleteAsync(cancellationToken);
        var session = new Session
        {
            Id = Guid.CreateVersion7(),
            UserId = account.Actor.UserId,
            CreatedAt = now,
            LastSeenAt = now,
            Address = address?.ToString(),
            UserAgent = userAgent is { Length: > UserAgentKept } ? userAgent[..UserAgentKept] : userAgent,
        };
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        return session.Id;
    }

    /// <summary>Returns the session's account in its current state. Null if the session was ended or has expired, or the account is disabled.</summary>
    public async Task<Actor?> RecogniseAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var found = await Alive(db, now)
            .Where(row => row.Id == sessionId && !row.User!.Disabled)
            .Select(row => new { row.LastSeenAt, Owner = new Actor(row.UserId, row.User!.Name, row.User.Role) { SessionId = sessionId } })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is not null && now - found.LastSeenAt >= SeenPrecision)
        {
            uses.NoteUse(sessionId, now);
        }

        return found?.Owner;
    }

    /// <summary>Lists the actor's own valid sessions, the most recently used first.</summary>
    public async Task<IReadOnlyList<SessionSummary>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Alive(db, clock.GetUtcNow().UtcDateTime)
            .Where(row => row.UserId == actor.UserId)
            .OrderByDescending(row => row.LastSeenAt)
            .ThenByDescending(row => row.Id)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new SessionSummary(row.Id, row.CreatedAt, row.LastSeenAt, row.Address, row.UserAgent, row.CreatedAt + Longest))];
    }

    /// <summary>Ends one of the actor's own sessions.</summary>
    /// <exception cref="WorkbenchException">The actor has no such session.</exception>
    public async Task EndAsync(Actor actor, Guid sessionId, CancellationToken cancellationToken)
    {
        if (await EndAsync(actor, row => row.Where(session => session.Id == sessionId), cancellationToken) == 0)
        {
            throw WorkbenchException.NotFound("such session in your account");
        }
    }

    /// <summary>Ends all of the actor's sessions except one.</summary>
    public Task EndOthersAsync(Actor actor, Guid keptId, CancellationToken cancellationToken) =>
        EndAsync(actor, row => row.Where(session => session.Id != keptId), cancellationToken);

    /// <summary>Ends every session of the account, in the caller's transaction.</summary>
    internal static Task EndAllAsync(WorkbenchDbContext db, Guid userId, CancellationToken cancellationToken) =>
        db.Sessions.Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);

    private async Task<int> EndAsync(Actor actor, Func<IQueryable<Session>, IQueryable<Session>> which, CancellationToken cancellationToken)
    {
        actor.RequireUnlimited("end sessions");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var ended = await which(db.Sessions.Where(row => row.UserId == actor.UserId)).ExecuteDeleteAsync(cancellationToken);
        if (ended > 0)
        {
            await changes.RecordAsync(db, actor, new EventSubject("user", actor.UserId, actor.Name), new AccountEvents.SessionsEnded(ended), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return ended;
    }

    private IQueryable<Session> Alive(WorkbenchDbContext db, DateTime now)
    {
        var (oldest, longestUnused) = (now - Longest, now - LongestIdle);
        return db.Sessions.AsNoTracking().Where(row => row.CreatedAt > oldest && row.LastSeenAt > longestUnused);
    }
}
