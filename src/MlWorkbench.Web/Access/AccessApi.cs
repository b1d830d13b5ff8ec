using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Home;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Access;

/// <summary>The signed-in account, users and tokens.</summary>
internal static class AccessApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/me", MeAsync).WithSummary("Read the signed-in account");
        api.MapGet("/me/limits", LimitsAsync).WithSummary("Read your limits and current usage");
        api.MapGet("/antiforgery", Antiforgery).ExcludeFromDescription();
        api.MapGet("/users", ListUsersAsync).WithSummary("List users");
        api.MapPost("/users", CreateUserAsync).WithSummary("Create or invite a user");
        api.MapPatch("/users/{id:guid}", UpdateUserAsync).WithSummary("Change a user's role, or disable the account");
        api.MapPost("/users/{id:guid}/invite", InviteAgainAsync).WithSummary("Create a new invite link");
        api.MapGet("/tokens", ListTokensAsync).WithSummary("List API tokens");
        api.MapPost("/tokens", IssueTokenAsync).WithSummary("Create an API token (authenticate by token or HTTP Basic)").WithMetadata(new TakesPassword());
        api.MapDelete("/tokens/{id:guid}", RevokeTokenAsync).WithSummary("Revoke an API token");
    }

    /// <summary>The antiforgery token that a script of this site sends with a change authenticated by cookie.</summary>
    private static AntiforgeryAnswer Antiforgery(HttpContext context, IAntiforgery antiforgery)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new AntiforgeryAnswer(tokens.HeaderName, tokens.RequestToken);
    }

    private static async Task<MeAnswer> MeAsync(ClaimsPrincipal user, AccessCatalog catalog, CancellationToken cancellationToken)
    {
        var actor = user.ToActor();
        var account = await catalog.FindSelfAsync(actor, cancellationToken);
        return new MeAnswer(account.Id, account.Email, account.Name, account.Role, actor.Project.IsNone ? null : actor.Project.Name, [.. Enum.GetValues<Permission>().Where(actor.May).Select(permission => permission.ToString())]);
    }

    private static Task<IReadOnlyList<LimitUse>> LimitsAsync(ClaimsPrincipal user, PersonLimits limits, CancellationToken cancellationToken) =>
        limits.ReadAsync(user.ToActor(), cancellationToken);

    private static async Task<ApiPage<UserSummary>> ListUsersAsync(
        ClaimsPrincipal user, AccessCatalog catalog, [AsParameters] ApiListQuery list, CancellationToken cancellationToken)
    {
        var query = list.ToListQuery();
        return ApiPage<UserSummary>.Of(await catalog.ListUsersAsync(user.ToActor(), query, cancellationToken));
    }

    private static async Task<IResult> CreateUserAsync(
        ClaimsPrincipal user,
        UserEditor users,
        NewUserBody body,
        HttpRequest request,
        PublicLinks links,
        CancellationToken cancellationToken)
    {
        var role = body.Role ?? throw WorkbenchException.Invalid(
            "role_missing",
            $"The user has no role. Choose one of: {string.Join(", ", Enum.GetNames<UserRole>())}.",
            column: "role");
        var created = await users.CreateAsync(user.ToActor(), body.Email ?? "", body.Name ?? "", role, body.Password, cancellationToken);
        return Results.Created($"/api/v1/users/{created.Id}", UserAnswer.Of(created, request, links));
    }

    private static async Task<IResult> UpdateUserAsync(
        ClaimsPrincipal user, UserEditor users, Guid id, UserChangeBody body, CancellationToken cancellationToken)
    {
        await users.UpdateAsync(user.ToActor(), id, body.Role, body.Disabled, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<UserAnswer> InviteAgainAsync(ClaimsPrincipal user, UserEditor users, Guid id, HttpRequest request, PublicLinks links, CancellationToken cancellationToken) =>
        UserAnswer.Of(await users.InviteAgainAsync(user.ToActor(), id, cancellationToken), request, links);

    private static async Task<ApiPage<TokenSummary>> ListTokensAsync(
        ClaimsPrincipal user,
        AccessCatalog catalog,
        [AsParameters] ApiListQuery list,
        bool? everybody,
        CancellationToken cancellationToken)
    {
        var query = list.ToListQuery();
        return ApiPage<TokenSummary>.Of(await catalog.ListTokensAsync(user.ToActor(), query, everybody == true, cancellationToken));
    }

    private static async Task<IResult> IssueTokenAsync(ClaimsPrincipal user, ApiTokens tokens, NewTokenBody body, CancellationToken cancellationToken)
    {
        var issued = await tokens.IssueAsync(user.ToActor(), new TokenOrder(body.Name ?? "", TokenScopes.Parse(body.Scopes), body.ExpiresInDays, body.UserId, body.Project), cancellationToken);
        return Results.Created($"/api/v1/tokens/{issued.Id}", issued);
    }

    private static async Task<IResult> RevokeTokenAsync(ClaimsPrincipal user, ApiTokens tokens, Guid id, CancellationToken cancellationToken)
    {
        await tokens.RevokeAsync(user.ToActor(), id, cancellationToken);
        return Results.NoContent();
    }

    private sealed record AntiforgeryAnswer(string? Header, string? Token);

    /// <param name="Role">Role of the account, which is the one in the default project.</param>
    /// <param name="Project">The project of the address. Null if the token is limited to another project.</param>
    /// <param name="Permissions">Permissions of this session or token in the project.</param>
    private sealed record MeAnswer(Guid Id, string Email, string Name, UserRole Role, string? Project, IReadOnlyList<string> Permissions);

    /// <param name="Password">If null, the answer contains an invite link.</param>
    private sealed record NewUserBody(string? Email, UserRole? Role, string? Name = null, string? Password = null);

    private sealed record UserChangeBody(UserRole? Role = null, bool? Disabled = null);

    private sealed record NewTokenBody(
        string? Name,
        IReadOnlyList<string>? Scopes = null,
        int? ExpiresInDays = null,
        Guid? UserId = null,
        string? Project = null);

    /// <param name="InviteUrl">A link to choose a password, valid once and for one week. Null if a password was given.</param>
    private sealed record UserAnswer(Guid Id, string Email, UserRole Role, string? InviteUrl, DateTime? InviteExpiresAt)
    {
        public static UserAnswer Of(InvitedUser user, HttpRequest request, PublicLinks links) => new(
            user.Id,
            user.Email,
            user.Role,
            user.InviteToken is null ? null : links.To(WorkbenchUrls.Invite(user.InviteToken), request),
            user.InviteExpiresAt);
    }
}
