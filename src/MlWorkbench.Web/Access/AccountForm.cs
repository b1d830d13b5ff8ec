namespace MlWorkbench.Web.Access;

/// <summary>What the sign-in, set-up, invitation and password forms send.</summary>
public sealed class AccountForm
{
    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>The password so far, where it is changed.</summary>
    public string Current { get; set; } = "";
}
