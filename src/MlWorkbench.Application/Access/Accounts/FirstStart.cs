using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access.Tokens;

namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Creates the first administrator of an empty workbench: from the configuration, or through a single-use link.</summary>
public sealed class FirstStart(AccountSignIn accounts, IOptions<BootstrapOptions> options, TimeProvider clock)
{
    /// <summary>Validity of the printed link.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);

    private const int MinimumTokenLength = 24;

    private readonly string _token = SecretToken.Create();
    private readonly DateTimeOffset _expiresAt = clock.GetUtcNow() + LinkLifetime;

    /// <summary>Creates the configured administrator on an empty database. Returns the set-up token if a person must do it, else null.</summary>
    /// <exception cref="WorkbenchException">The configured values are not valid.</exception>
    public async Task<string?> PrepareAsync(CancellationToken cancellationToken)
    {
        if (!await accounts.IsSetUpNeededAsync(cancellationToken))
        {
            return null;
        }

        var bootstrap = options.Value;
        if (bootstrap.Email is null && bootstrap.Password is null && bootstrap.ApiToken is null)
        {
            return _token;
        }

        Check(bootstrap);
        try
        {
            await accounts.CreateFirstAdministratorAsync(bootstrap.Email!, "", bootstrap.Password!, bootstrap.ApiToken, cancellationToken);
        }
        catch (WorkbenchException refusal) when (refusal.Code == AccountSignIn.AlreadySetUp)
        {
            // Another process that started at the same time was faster.
        }

        return null;
    }

    /// <summary>Checks whether the link with this token opens set-up now.</summary>
    public async Task<bool> AcceptsAsync(string? token, CancellationToken cancellationToken) =>
        token is not null
        && CryptographicOperations.FixedTimeEquals(SecretToken.HashOf(token), SecretToken.HashOf(_token))
        && clock.GetUtcNow() < _expiresAt
        && await accounts.IsSetUpNeededAsync(cancellationToken);

    /// <summary>Creates the administrator for the holder of the link, which then no longer works.</summary>
    /// <exception cref="WorkbenchException">The link is unknown, expired or used, or the e-mail address or password is not valid.</exception>
    public async Task<SignedIn> CreateAdministratorAsync(string? token, string email, string name, string password, CancellationToken cancellationToken) =>
        await AcceptsAsync(token, cancellationToken)
            ? await accounts.CreateFirstAdministratorAsync(email, name, password, apiToken: null, cancellationToken)
            : throw new WorkbenchException(
                ErrorKind.Forbidden,
                "setup_link_invalid",
                "This set-up link no longer works. Restart the server: it prints a new link as long as there is no account.");

    private static void Check(BootstrapOptions bootstrap)
    {
        if (string.IsNullOrEmpty(bootstrap.Email) || string.IsNullOrEmpty(bootstrap.Password))
        {
            throw WorkbenchException.Invalid(
                "bootstrap_incomplete",
                "Access:Bootstrap requires both Email and Password. Set the missing one, or neither for set-up in the browser.");
        }

        if (bootstrap.ApiToken is { } token && (!token.StartsWith(ApiTokens.Prefix, StringComparison.Ordinal) || token.Length < MinimumTokenLength))
        {
            throw WorkbenchException.Invalid(
                "bootstrap_token",
                $"Access:Bootstrap:ApiToken must start with {ApiTokens.Prefix} and have at least {MinimumTokenLength} characters.");
        }
    }
}
