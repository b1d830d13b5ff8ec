using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace MlWorkbench.Web.Access;

/// <summary>Counts one page while it is connected. Refuses it above the limits.</summary>
internal sealed class PageCounter(OpenPages pages, AuthenticationStateProvider authentication) : CircuitHandler
{
    private ClaimsPrincipal? _counted;

    public override async Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        pages.Add(user);
        _counted = user;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_counted is { } user)
        {
            _counted = null;
            pages.Remove(user);
        }

        return Task.CompletedTask;
    }
}
