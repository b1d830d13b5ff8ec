using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Access;

/// <summary>Gives an empty workbench its first administrator: from the configuration, or by a single-use link.</summary>
public sealed class FirstStart(Accounts accounts, ApiTokens tokens, IOptions<BootstrapOptions> options)
{
    private readonly byte[] _token = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Creates the configured administrator on an empty database. Answers the set-up token when a person must do it, else null.</summary>
    /// <exception cref="WorkbenchException">The configured values cannot be used.</exception>
    public async Task<string?> PrepareAsync(CancellationToken cancellationToken)
    {
        if (!await accounts.IsSetUpNeededAsync(cancellationToken))
        {
            return null;
        }

        var bootstrap = options.Value;
        if (bootstrap.Email is null && bootstrap.Password is null && bootstrap.ApiToken is null)
        {
            return Encoding.ASCII.GetString(_token);
        }

        if (string.IsNullOrEmpty(bootstrap.Email) || string.IsNullOrEmpty(bootstrap.Password))
        {
            throw WorkbenchException.Invalid("bootstrap_incomplete", "Access:Bootstrap needs both Email and Password. Set the missing one, or none for set-up in the browser.");
        }

        if (bootstrap.ApiToken is { } token && (!token.StartsWith(ApiTokens.Prefix, StringComparison.Ordinal) || token.Length < 24))
        {
            throw WorkbenchException.Invalid("bootstrap_token", $"Access:Bootstrap:ApiToken must begin with {ApiTokens.Prefix} and have at least 24 characters.");
        }

        var administrator = await accounts.CreateFirstAdministratorAsync(bootstrap.Email, "", bootstrap.Password, cancellationToken);
        if (bootstrap.ApiToken is not null)
        {
            await tokens.IssueAsync(administrator.Actor, "Bootstrap", null, bootstrap.ApiToken, cancellationToken);
        }

        return null;
    }

    /// <summary>True when the token is the one of the printed link.</summary>
    public bool Accepts(string? token) => token is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(token), _token);
}
