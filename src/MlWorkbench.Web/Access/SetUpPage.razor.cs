using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;

namespace MlWorkbench.Web.Access;

/// <summary>First start: the person with the printed link becomes the administrator.</summary>
public sealed partial class SetUpPage
{
    private string? _error;

    [Inject]
    public required Accounts Accounts { get; init; }

    [Inject]
    public required FirstStart FirstStart { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromQuery]
    public string? Token { get; set; }

    [SupplyParameterFromForm]
    public AccountForm? Form { get; set; }

    private async Task CreateAsync()
    {
        try
        {
            var administrator = await Accounts.CreateFirstAdministratorAsync(Form?.Email ?? "", Form?.Name ?? "", Form?.Password ?? "", HttpContext.RequestAborted);
            await HttpContext.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, administrator.Actor.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme, administrator.SecurityStamp));
            Navigation.NavigateTo("/");
        }
        catch (WorkbenchException refusal)
        {
            _error = refusal.Message;
        }
    }
}
