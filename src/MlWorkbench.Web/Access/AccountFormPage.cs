using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Storage;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Access;

/// <summary>Base of the plain forms that open a session: it counts attempts, shows a refusal next to the form, and sets the cookie.</summary>
public abstract class AccountFormPage : ComponentBase
{
    [Inject]
    internal SignInThrottle Throttle { get; init; } = null!;

    [Inject]
    public required Sessions Sessions { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromForm]
    public AccountForm? Form { get; set; }

    /// <summary>The reason for refusing the form. Null before a refusal.</summary>
    protected string? Refusal { get; private set; }

    /// <summary>Runs the form's action. If it returns an account, signs the account in and redirects the browser.</summary>
    /// <param name="wrong">The message if the action returns no account.</param>
    protected async Task OpenSessionAsync(Func<AccountForm, Task<SignedIn?>> open, string next, string wrong = "")
    {
        try
        {
            Throttle.Count(HttpContext);
            if (await open(Form ?? new AccountForm()) is { } account)
            {
                var session = await Sessions.OpenAsync(account, HttpContext.Connection.RemoteIpAddress, HttpContext.Request.Headers.UserAgent.ToString(), HttpContext.RequestAborted);
                await HttpContext.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, account.Actor.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme, session));
                // A header accepts ASCII only, and a page's navigation would undo the encoding.
                var address = Navigation.ToAbsoluteUri(next);
                HttpContext.Response.Redirect($"{address.AbsolutePath}{address.Query}{address.Fragment}");
                return;
            }

            Refusal = wrong;
        }
        catch (Exception exception) when ((exception as WorkbenchException ?? StorageFailure.Find(exception)) is { } refusal)
        {
            Refusal = refusal.Message;
            HttpContext.Response.StatusCode = ProblemDetailsExceptionHandler.StatusOf(refusal.Kind);
            if (refusal.RetryAfter is { } wait)
            {
                HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }
        }
    }
}
