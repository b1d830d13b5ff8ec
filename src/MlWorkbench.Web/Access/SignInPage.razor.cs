using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;

namespace MlWorkbench.Web.Access;

/// <summary>Sign-in by e-mail address and password.</summary>
public sealed partial class SignInPage
{
    private string? _error;

    [Inject]
    public required Accounts Accounts { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm]
    public AccountForm? Form { get; set; }

    private async Task SignInAsync()
    {
        try
        {
            if (await Accounts.SignInAsync(Form?.Email ?? "", Form?.Password ?? "", HttpContext.RequestAborted) is { } account)
            {
                await HttpContext.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, account.Actor.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme, account.SecurityStamp));
                Navigation.NavigateTo(IsLocal(ReturnUrl) ? ReturnUrl! : "/");
                return;
            }

            _error = "This e-mail address and password do not belong together.";
        }
        catch (WorkbenchException refusal)
        {
            _error = refusal.Message;
        }
    }

    private static bool IsLocal(string? url) =>
        url is ['/', ..] && (url.Length == 1 || url[1] is not '/' and not '\\');
}
