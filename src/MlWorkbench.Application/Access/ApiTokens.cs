using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access;

/// <summary>Issues API tokens, recognises them and takes them back.</summary>
public sealed class ApiTokens(IDbContextFactory<WorkbenchDbContext> contexts, AuditLog audit, TimeProvider clock)
{
    public const string Prefix = "mlw_";

    private const int PrefixShown = 8;

    /// <summary>The account behind the token, or null when it is unknown, expired, revoked or its owner disabled.</summary>
    public async Task<Actor?> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        var hash = HashOf(token);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var found = await db.ApiTokens
            .Where(candidate => candidate.Hash == hash && candidate.RevokedAt == null && (candidate.ExpiresAt == null || candidate.ExpiresAt > now) && !candidate.User!.Disabled)
            .Select(candidate => new { candidate.Id, candidate.LastUsedAt, Actor = new Actor(candidate.UserId, candidate.User!.Name, candidate.User.Role) })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is not null && (found.LastUsedAt is null || now - found.LastUsedAt > TimeSpan.FromMinutes(1)))
        {
            await db.ApiTokens.Where(candidate => candidate.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(candidate => candidate.LastUsedAt, now), cancellationToken);
        }

        return found?.Actor;
    }

    /// <summary>Stores the token's hash. <paramref name="token"/> is given for unattended set-up only; otherwise a new one is made.</summary>
    public async Task<IssuedToken> IssueAsync(Actor actor, string name, DateTime? expiresAt, string? token, CancellationToken cancellationToken)
    {
        token ??= Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var row = new ApiToken
        {
            Id = Guid.CreateVersion7(),
            UserId = actor.UserId,
            Name = name,
            Prefix = token[..Math.Min(PrefixShown, token.Length)],
            Hash = HashOf(token),
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            ExpiresAt = expiresAt,
        };
        db.ApiTokens.Add(row);
        await audit.AppendAsync(db, actor, "token.issued", "token", row.Id.ToString(), name, null, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new IssuedToken(row.Id, token);
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
