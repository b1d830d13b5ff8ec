using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Memberships;

namespace MlWorkbench.Web.Access;

/// <summary>Closes an open page within 30 s after its session has ended, or the person's role in its project has changed.</summary>
internal sealed class RevalidatingSession(
    ILoggerFactory loggerFactory,
    Sessions sessions,
    ProjectEntry projects,
    IHostApplicationLifetime host) : RevalidatingServerAuthenticationStateProvider(loggerFactory)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        // A stopping server cannot query the database, and its open pages end with it.
        host.ApplicationStopping.IsCancellationRequested
        || await IsCurrentAsync(authenticationState.User, cancellationToken);

    /// <summary>Whether the session is open, and the person still has the role with which the page entered its project.</summary>
    private async Task<bool> IsCurrentAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (user.FindSession() is not { } session || await sessions.RecogniseAsync(session, cancellationToken) is not { } account)
        {
            return false;
        }

        var (then, now) = (user.ToActor(), await projects.EnterAsync(account, user.ToActor().Project.Name, cancellationToken));
        return (now.Project.Id, now.Role) == (then.Project.Id, then.Role);
    }
}
