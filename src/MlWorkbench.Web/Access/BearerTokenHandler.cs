using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access.Tokens;

namespace MlWorkbench.Web.Access;

/// <summary>Authenticates a program by <c>Authorization: Bearer mlw_…</c>.</summary>
internal sealed class BearerTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Bearer";

    private const string Start = Scheme + " ";

    public static bool IsBearer(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Start, StringComparison.OrdinalIgnoreCase);

    /// <summary>The token that <see cref="Scheme"/> authenticates.</summary>
    public static string TokenOf(HttpRequest request) => request.Headers.Authorization.ToString()[Start.Length..].Trim();

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsBearer(Request))
        {
            return AuthenticateResult.NoResult();
        }

        return await tokens.AuthenticateAsync(TokenOf(Request), Context.RequestAborted) is { } actor
            ? AuthenticateResult.Success(new AuthenticationTicket(actor.ToPrincipal(Scheme, null), Scheme))
            : AuthenticateResult.Fail("The token is unknown, expired or revoked.");
    }
}
