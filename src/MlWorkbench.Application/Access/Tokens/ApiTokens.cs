using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Tokens;

/// <summary>Issues, authenticates and revokes API tokens.</summary>
public sealed class ApiTokens
{
    public const string Prefix = "mlw_";

    /// <summary>Longest life of a token, in days. Also the default.</summary>
    public const int MaximumDays = 365;

    private const int PrefixShown = 8;
    private const int MaximumNameLength = 100;

    private readonly IDbContextFactory<WorkbenchDbContext> _contexts;
    private readonly ChangeLog _changes;
    private readonly TokenUses _uses;
    private readonly TimeProvider _clock;
    private readonly RecentAnswers<string, KnownToken> _recent;

    public ApiTokens(IDbContextFactory<WorkbenchDbContext> contexts, ChangeLog changes, ChangeSignal signal, TokenUses uses, TimeProvider clock)
    {
        (_contexts, _changes, _uses, _clock) = (contexts, changes, uses, clock);
        _recent = new(ReadAsync, signal, clock);
    }

    /// <summary>Returns the account of the token. Null if the token is unknown, expired or revoked, or its owner is disabled.</summary>
    /// <remarks>Programs call often, so the account is remembered for a moment. A change by this process ends that immediately, and one by another process within a second.</remarks>
    public async ValueTask<Actor?> AuthenticateAsync(string token, CancellationToken cancellationToken) =>
        await _recent.FindAsync(Convert.ToHexString(SecretToken.HashOf(token)), cancellationToken) is { } known && !(known.ExpiresAt <= _clock.GetUtcNow().UtcDateTime) ? known.Account : null;

    /// <summary>Creates a token for the actor or, as administrator, for another person.</summary>
    /// <remarks>A token for another person never has the scope Approve: its creator could use it to decide on their own requests.</remarks>
    /// <exception cref="WorkbenchException">The order is not valid, or the actor may not place it.</exception>
    public async Task<IssuedToken> IssueAsync(Actor actor, TokenOrder order, CancellationToken cancellationToken)
    {
        var name = Check(actor, order);
        var ownerId = order.UserId ?? actor.UserId;
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var owner = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == ownerId && !user.Disabled, cancellationToken)
            ?? throw WorkbenchException.NotFound("such user, or the account is disabled");
        var project = order.Project is { } limit ? await RequireProjectAsync(db, owner, limit, cancellationToken) : null;
        var expiresAt = _clock.GetUtcNow().UtcDateTime.AddDays(order.ExpiresInDays ?? MaximumDays);
        var scopes = ScopesFor(actor, owner, order);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var issued = await AddAsync(db, actor, owner, name, scopes, project, expiresAt, Prefix + SecretToken.Create(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return issued;
    }

    /// <summary>Stores the first administrator's token from the configuration, in the caller's transaction. It does not expire.</summary>
    internal Task AddConfiguredAsync(WorkbenchDbContext db, Actor actor, User administrator, string token, CancellationToken cancellationToken) =>
        AddAsync(db, actor, administrator, "Bootstrap", null, null, null, token, cancellationToken);

    /// <summary>Revokes one of the actor's own tokens or, as administrator, any token. It stops working immediately.</summary>
    public async Task RevokeAsync(Actor actor, Guid tokenId, CancellationToken cancellationToken)
    {
        actor.RequireUnlimited("create or revoke tokens");
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var token = await db.ApiTokens.SingleOrDefaultAsync(row => row.Id == tokenId, cancellationToken);
        if (token is null || (token.UserId != actor.UserId && !actor.May(Permission.Administer)))
        {
            throw WorkbenchException.NotFound("such token");
        }

        if (token.RevokedAt is null)
        {
            var owner = await db.Users.AsNoTracking().SingleAsync(user => user.Id == token.UserId, cancellationToken);
            token.RevokedAt = _clock.GetUtcNow().UtcDateTime;
            await _changes.RecordAsync(db, actor, TokenEvents.Of(token), new TokenEvents.Revoked(owner.Name, owner.Email), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private async Task<KnownToken?> ReadAsync(string hashText, CancellationToken cancellationToken)
    {
        var hash = Convert.FromHexString(hashText);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var now = _clock.GetUtcNow().UtcDateTime;
        var found = await db.ApiTokens
            .Where(candidate => candidate.Hash == hash && candidate.RevokedAt == null && (candidate.ExpiresAt == null || candidate.ExpiresAt > now) && !candidate.User!.Disabled)
            .Select(candidate => new
            {
                candidate.Id,
                candidate.LastUsedAt,
                candidate.ExpiresAt,
                candidate.Scopes,
                candidate.ProjectId,
                Owner = new Actor(candidate.UserId, candidate.User!.Name, candidate.User.Role),
                Maker = candidate.MadeById == candidate.UserId ? null : new TokenMaker(candidate.MadeById, candidate.MadeBy!.Name, candidate.MadeBy.Email),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        if (found.LastUsedAt is null || now - found.LastUsedAt > TimeSpan.FromMinutes(1))
        {
            _uses.NoteUse(found.Id, now);
        }

        var account = found.Owner with { Scopes = EffectiveScopes(found.Scopes, found.ProjectId), TokenProjectId = found.ProjectId, TokenMaker = found.Maker };
        return new KnownToken(account, found.ExpiresAt);
    }

    private static string Check(Actor actor, TokenOrder order)
    {
        actor.RequireUnlimited("create or revoke tokens");
        if (order.UserId is { } other && other != actor.UserId)
        {
            actor.Require(Permission.Administer, "create tokens for others");
        }

        if (order.ExpiresInDays is < 1 or > MaximumDays)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"A token is valid for 1 to {MaximumDays} days; {order.ExpiresInDays} were requested.");
            throw WorkbenchException.Invalid("expiry_invalid", text, column: "expiresInDays");
        }

        return NameRules.Require(order.Name, "token", MaximumNameLength);
    }

    private static IReadOnlySet<Permission>? ScopesFor(Actor actor, User owner, TokenOrder order)
    {
        if (owner.Id == actor.UserId)
        {
            return order.Scopes;
        }

        if (order.Scopes?.Contains(Permission.Approve) == true)
        {
            throw WorkbenchException.Invalid(
                "scope_for_others",
                $"A token that you create for {owner.Name} cannot have the scope {Permission.Approve}. Omit this scope; {owner.Name} can create such a token.",
                column: "scopes");
        }

        return order.Scopes ?? Enum.GetValues<Permission>().Except([Permission.Approve]).ToHashSet();
    }

    private static IReadOnlySet<Permission>? EffectiveScopes(string? stored, Guid? projectId)
    {
        var scopes = TokenScopes.Read(stored);
        return projectId is null ? scopes : TokenScopes.OfOneProject.Where(permission => scopes?.Contains(permission) != false).ToHashSet();
    }

    private static async Task<ProjectScope> RequireProjectAsync(WorkbenchDbContext db, User owner, string name, CancellationToken cancellationToken)
    {
        var project = await db.Projects.Where(row => row.Name == name).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken) ?? Guid.Empty;
        var entered = await ProjectEntry.EnterAsync(db, new Actor(owner.Id, owner.Name, owner.Role), project, cancellationToken);
        return entered.Project.IsNone
            ? throw WorkbenchException.Invalid("project_unknown", $"There is no project '{name}', or {owner.Name} is not a member of it.", column: "project")
            : entered.Project;
    }

    private async Task<IssuedToken> AddAsync(
        WorkbenchDbContext db,
        Actor actor,
        User owner,
        string name,
        IReadOnlySet<Permission>? scopes,
        ProjectScope? project,
        DateTime? expiresAt,
        string token,
        CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        await NameRules.RequireFreeAsync(db.ApiTokens.Where(other => other.UserId == owner.Id && other.RevokedAt == null && (other.ExpiresAt == null || other.ExpiresAt > now)), name, "token", cancellationToken);
        var row = new ApiToken
        {
            Id = Guid.CreateVersion7(),
            UserId = owner.Id,
            MadeById = actor.UserId,
            Name = name,
            Prefix = token[..Math.Min(PrefixShown, token.Length)],
            Hash = SecretToken.HashOf(token),
            Scopes = TokenScopes.Write(scopes),
            ProjectId = project?.Id,
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };
        db.ApiTokens.Add(row);
        await _changes.RecordAsync(db, actor, TokenEvents.Of(row),
            new TokenEvents.Issued(owner.Name, owner.Email, row.Scopes, project?.Name), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new IssuedToken(row.Id, token, expiresAt);
    }

    private sealed record KnownToken(Actor Account, DateTime? ExpiresAt);
}
