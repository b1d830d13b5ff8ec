using MlWorkbench.Application.Access;

namespace MlWorkbench.Web.Tests.Access;

/// <summary>A caller with a token.</summary>
/// <param name="Title">For messages.</param>
/// <param name="Scopes">If null, all permissions of the role.</param>
internal sealed record Caller(string Title, Actor Account, IReadOnlySet<Permission>? Scopes, HttpClient Client)
{
    public bool IsAllowed(Change change) => change.Roles.Contains(Account.Role) && (Scopes is null || change.Scopes.Any(set => set.All(Scopes.Contains)));
}
