using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using MlWorkbench.Application.Access;

namespace MlWorkbench.Web.Access;

/// <summary>Ends an open page's session within half a minute after the account was disabled or its role changed.</summary>
internal sealed class RevalidatingSession(ILoggerFactory loggerFactory, Accounts accounts, IHostApplicationLifetime host) : RevalidatingServerAuthenticationStateProvider(loggerFactory)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        // A server that stops can no longer ask, and its open pages end with it.
        host.ApplicationStopping.IsCancellationRequested
        || (authenticationState.User.FindStamp() is { } stamp
        && await accounts.RevalidateAsync(authenticationState.User.ToActor().UserId, stamp, cancellationToken) is not null);
}
