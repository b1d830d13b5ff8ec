using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access;

/// <summary>Issues API tokens, recognises them and takes them back.</summary>
public sealed class ApiTokens(IDbContextFactory<WorkbenchDbContext> contexts, AuditLog audit, TokenUses uses, TimeProvider clock)
{
    public const string Prefix = "mlw_";

    /// <summary>Longest life of a token, in days; also what a token gets that names none.</summary>
    public const int MaximumDays = 365;

    private const int PrefixShown = 8;
    private const int MaximumNameLength = 100;

    /// <summary>The account behind the token, or null when it is unknown, expired, revoked or its owner disabled.</summary>
    public async Task<Actor?> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        var hash = SecretToken.HashOf(token);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var found = await db.ApiTokens
            .Where(candidate => candidate.Hash == hash && candidate.RevokedAt == null && (candidate.ExpiresAt == null || candidate.ExpiresAt > now) && !candidate.User!.Disabled)
            .Select(candidate => new { candidate.Id, candidate.LastUsedAt, candidate.Scopes, Owner = new Actor(candidate.UserId, candidate.User!.Name, candidate.User.Role) })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        if (found.LastUsedAt is null || now - found.LastUsedAt > TimeSpan.FromMinutes(1))
        {
            uses.NoteUse(found.Id, now);
        }

        return found.Owner with { Scopes = TokenScopes.Read(found.Scopes) };
    }

    /// <exception cref="WorkbenchException">The order cannot be used, or the actor may not give it.</exception>
    public async Task<IssuedToken> IssueAsync(Actor actor, TokenOrder order, CancellationToken cancellationToken)
    {
        var name = Check(actor, order);
        var ownerId = order.UserId ?? actor.UserId;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Users.AnyAsync(user => user.Id == ownerId && !user.Disabled, cancellationToken))
        {
            throw WorkbenchException.NotFound("such user, or the account is disabled");
        }

        var expiresAt = clock.GetUtcNow().UtcDateTime.AddDays(order.ExpiresInDays ?? MaximumDays);
        return await AddAsync(db, actor, ownerId, name, order.Scopes, expiresAt, Prefix + SecretToken.Create(), cancellationToken);
    }

    /// <summary>Stores the first administrator's token from the configuration; it does not expire.</summary>
    internal async Task<IssuedToken> TakeConfiguredAsync(Actor administrator, string token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await AddAsync(db, administrator, administrator.UserId, "Bootstrap", null, null, token, cancellationToken);
    }

    /// <summary>The token stops working at once. One's own, or as administrator anybody's.</summary>
    public async Task RevokeAsync(Actor actor, Guid tokenId, CancellationToken cancellationToken)
    {
        RequireUnlimited(actor);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var token = await db.ApiTokens.SingleOrDefaultAsync(row => row.Id == tokenId, cancellationToken);
        if (token is null || (token.UserId != actor.UserId && !actor.May(Permission.Administer)))
        {
            throw WorkbenchException.NotFound("such token");
        }

        if (token.RevokedAt is null)
        {
            token.RevokedAt = clock.GetUtcNow().UtcDateTime;
            await audit.AppendAsync(db, actor, "token.revoked", "token", token.Id.ToString(), token.Name, null, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static string Check(Actor actor, TokenOrder order)
    {
        RequireUnlimited(actor);
        if (order.UserId is { } other && other != actor.UserId)
        {
            actor.Require(Permission.Administer, "make tokens for others");
        }

        if (order.ExpiresInDays is < 1 or > MaximumDays)
        {
            throw WorkbenchException.Invalid("expiry_invalid", string.Create(CultureInfo.InvariantCulture, $"A token lives 1 to {MaximumDays} days; {order.ExpiresInDays} were asked for."), column: "expiresInDays");
        }

        var name = order.Name.Trim();
        return name.Length is > 0 and <= MaximumNameLength
            ? name
            : throw WorkbenchException.Invalid("name_invalid", $"Name what the token is for, in 1 to {MaximumNameLength} characters.", column: "name");
    }

    /// <summary>A limited token must not be able to get itself an unlimited one.</summary>
    private static void RequireUnlimited(Actor actor)
    {
        if (actor.Scopes is not null)
        {
            throw new WorkbenchException(ErrorKind.Forbidden, "scope_missing", "A token with scopes cannot make or revoke tokens. Sign in, or use a token without scopes.");
        }
    }

    private async Task<IssuedToken> AddAsync(WorkbenchDbContext db, Actor actor, Guid ownerId, string name, IReadOnlySet<Permission>? scopes, DateTime? expiresAt, string token, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var row = new ApiToken
        {
            Id = Guid.CreateVersion7(),
            UserId = ownerId,
            Name = name,
            Prefix = token[..Math.Min(PrefixShown, token.Length)],
            Hash = SecretToken.HashOf(token),
            Scopes = TokenScopes.Write(scopes),
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            ExpiresAt = expiresAt,
        };
        db.ApiTokens.Add(row);
        await audit.AppendAsync(db, actor, "token.issued", "token", row.Id.ToString(), name, row.Scopes is null ? null : $"Scopes: {row.Scopes}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new IssuedToken(row.Id, token, expiresAt);
    }
}
