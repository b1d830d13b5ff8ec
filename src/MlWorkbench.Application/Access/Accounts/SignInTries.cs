namespace MlWorkbench.Application.Access.Accounts.Accounts;

/// <summary>Counts the passwords that one address tried on one account since the last right one.</summary>
internal sealed class SignInTries
{
    /// <summary>SHA-256 of the account and the address: people type passwords into the wrong field, and those must not be kept.</summary>
    public required byte[] Key { get; init; }

    public int Count { get; set; }

    /// <summary>The tries are forgotten then.</summary>
    public DateTime ForgottenAt { get; set; }
}
