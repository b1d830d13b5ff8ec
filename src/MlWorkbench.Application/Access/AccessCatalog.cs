using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access;

/// <summary>Reads accounts and API tokens.</summary>
public sealed class AccessCatalog(IDbContextFactory<WorkbenchDbContext> contexts, TimeProvider clock)
{
    private static readonly ListOrders<User, Guid> UserOrders = new ListOrders<User, Guid>(user => user.Id)
        .By("name", user => user.Name, descending: false);

    private static readonly ListOrders<ApiToken, Guid> TokenOrders = new ListOrders<ApiToken, Guid>(token => token.Id)
        .By("created", token => token.CreatedAt);

    /// <summary>Lists accounts by name. <see cref="ListQuery.Search"/> matches names and e-mail addresses.</summary>
    public async Task<Page<UserSummary>> ListUsersAsync(Actor actor, ListQuery query, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, "see the users");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var users = db.Users.AsNoTracking();
        if (query.Pattern is { } pattern)
        {
            users = users.Where(user => ListQuery.Matches(user.Name, pattern) || ListQuery.Matches(user.Email, pattern));
        }

        var total = await users.CountAsync(cancellationToken);
        var slice = await UserOrders.SliceAsync(users, query, cancellationToken);
        return slice.ToPage(await Summaries(slice.Rows).ToListAsync(cancellationToken), total);
    }

    /// <summary>The actor's own account.</summary>
    public async Task<UserSummary> FindSelfAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Summaries(db.Users.AsNoTracking().Where(user => user.Id == actor.UserId)).SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound("such account");
    }

    /// <summary>Lists valid tokens, newest first.</summary>
    /// <param name="everybody">Whether to list the tokens of all people, for administrators only. If false, lists only the actor's own.</param>
    public async Task<Page<TokenSummary>> ListTokensAsync(Actor actor, ListQuery query, bool everybody, CancellationToken cancellationToken)
    {
        if (everybody)
        {
            actor.Require(Permission.Administer, "see other people's tokens");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var tokens = db.ApiTokens.AsNoTracking().Where(token => token.RevokedAt == null && (token.ExpiresAt == null || token.ExpiresAt > now) && (everybody || token.UserId == actor.UserId));
        if (query.Pattern is { } pattern)
        {
            tokens = tokens.Where(token => ListQuery.Matches(token.Name, pattern));
        }

        var total = await tokens.CountAsync(cancellationToken);
        var slice = await TokenOrders.SliceAsync(tokens, query, cancellationToken);
        var rows = await slice.Rows
            .Select(token => new { Token = token, Project = db.Projects.Where(project => project.Id == token.ProjectId).Select(project => project.Name).SingleOrDefault(), Owner = token.User!.Name, Maker = token.MadeById == token.UserId ? null : token.MadeBy!.Name + " <" + token.MadeBy.Email + ">" })
            .ToListAsync(cancellationToken);
        return slice.ToPage([.. rows.Select(row => Summary(row.Token, row.Owner, row.Maker, row.Project))], total);
    }

    private static TokenSummary Summary(ApiToken token, string owner, string? maker, string? project) => new()
    {
        Id = token.Id,
        Name = token.Name,
        Prefix = token.Prefix,
        Scopes = TokenScopes.Read(token.Scopes)?.Order().ToList(),
        UserId = token.UserId,
        UserName = owner,
        MadeBy = maker,
        CreatedAt = token.CreatedAt,
        ExpiresAt = token.ExpiresAt,
        LastUsedAt = token.LastUsedAt,
        Project = project,
    };

    private static IQueryable<UserSummary> Summaries(IQueryable<User> users) =>
        users.Select(user => new UserSummary(
            user.Id,
            user.Email,
            user.Name,
            user.Role,
            user.Disabled ? UserState.Disabled : user.PasswordHash == null ? UserState.Invited : UserState.Active,
            user.CreatedAt,
            user.LastSeenAt));
}
