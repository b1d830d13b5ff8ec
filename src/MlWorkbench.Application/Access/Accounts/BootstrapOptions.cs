namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Unattended set-up of an empty workbench: configuration section <c>Access:Bootstrap</c>.</summary>
public sealed class BootstrapOptions
{
    public const string Section = "Access:Bootstrap";

    public string? Email { get; set; }

    public string? Password { get; set; }

    public string? ApiToken { get; set; }
}
