namespace MlWorkbench.Web.Access;

/// <summary>What the sign-in and set-up forms send.</summary>
public sealed class AccountForm
{
    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Password { get; set; }
}
