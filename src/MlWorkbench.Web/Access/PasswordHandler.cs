using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access.Accounts;

namespace MlWorkbench.Web.Access;

/// <summary>Authenticates a person for one request by <c>Authorization: Basic</c>, if the endpoint has <see cref="TakesPassword"/>.
/// People create their first token this way.</summary>
/// <remarks>The handler never sends a challenge, so that browsers do not store a password and send it automatically.</remarks>
internal sealed class PasswordHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    AccountSignIn accounts,
    SignInThrottle throttle)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Basic";

    private const string Start = Scheme + " ";

    public static bool IsTaken(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().StartsWith(Start, StringComparison.OrdinalIgnoreCase)
        && context.GetEndpoint()?.Metadata.GetMetadata<TakesPassword>() is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsTaken(Context))
        {
            return AuthenticateResult.NoResult();
        }

        throttle.Count(Context);
        return Read(Request.Headers.Authorization.ToString()[Start.Length..].Trim()) is var (email, password)
            && await accounts.SignInAsync(email, password, Context.Connection.RemoteIpAddress, Context.RequestAborted) is { } account
            ? AuthenticateResult.Success(new AuthenticationTicket(account.Actor.ToPrincipal(Scheme, null), Scheme))
            : AuthenticateResult.Fail("The e-mail address or the password is wrong.");
    }

    /// <summary>Parses credentials as in RFC 7617. Returns null if they are malformed.</summary>
    private static (string Email, string Password)? Read(string credentials)
    {
        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes.AsSpan(0, length));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
    }
}
