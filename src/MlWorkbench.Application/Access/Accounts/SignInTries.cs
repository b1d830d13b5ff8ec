namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Counts the wrong passwords from one address for one account since the last correct one.</summary>
internal sealed class SignInTries
{
    /// <summary>SHA-256 of the account and the address. People type passwords into the wrong field, and those must not be stored.</summary>
    public required byte[] Key { get; init; }

    public int Count { get; set; }

    /// <summary>Time at which the count expires.</summary>
    public DateTime ForgottenAt { get; set; }
}
