namespace MlWorkbench.Web.Access;

/// <summary>Fields of the sign-in, set-up, invitation and password forms.</summary>
public sealed class AccountForm
{
    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>The current password. Used only to change it.</summary>
    public string Current { get; set; } = "";
}
