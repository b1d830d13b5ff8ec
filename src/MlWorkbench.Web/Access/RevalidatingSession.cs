using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using MlWorkbench.Application.Access.Accounts;

namespace MlWorkbench.Web.Access;

/// <summary>Closes an open page within 30 s after its session has ended.</summary>
internal sealed class RevalidatingSession(ILoggerFactory loggerFactory, Sessions sessions, IHostApplicationLifetime host) : RevalidatingServerAuthenticationStateProvider(loggerFactory)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        // A stopping server cannot query the database, and its open pages end with it.
        host.ApplicationStopping.IsCancellationRequested
        || (authenticationState.User.FindSession() is { } session
        && await sessions.RecogniseAsync(session, cancellationToken) is not null);
}
