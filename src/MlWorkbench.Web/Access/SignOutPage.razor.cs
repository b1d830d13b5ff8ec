using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access.Accounts;

namespace MlWorkbench.Web.Access;

/// <summary>Ends the session on the server by a form, so that a link on another site cannot.</summary>
public sealed partial class SignOutPage
{
    /// <summary>Name of the form, which the account menu also sends.</summary>
    internal const string FormName = "sign-out";

    [Inject]
    public required Sessions Sessions { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    private async Task SignOutAsync()
    {
        if (HttpContext.User.FindSession() is { } session)
        {
            await Sessions.EndAsync(HttpContext.User.ToActor(), session, HttpContext.RequestAborted);
        }

        await HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        Navigation.NavigateTo(WorkbenchUrls.SignIn);
    }
}
