using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access.Accounts;

namespace MlWorkbench.Web.Access;

/// <summary>Sign-in by e-mail address and password.</summary>
public sealed partial class SignInPage
{
    [Inject]
    public required AccountSignIn Accounts { get; init; }

    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    private Task SignInAsync() => OpenSessionAsync(
        form => Accounts.SignInAsync(form.Email, form.Password, HttpContext.Connection.RemoteIpAddress, HttpContext.RequestAborted),
        IsLocal(ReturnUrl) ? ReturnUrl! : WorkbenchUrls.Home,
        wrong: "The e-mail address or the password is wrong.");

    private static bool IsLocal(string? url) =>
        url is ['/', ..] && (url.Length == 1 || url[1] is not '/' and not '\\');
}
