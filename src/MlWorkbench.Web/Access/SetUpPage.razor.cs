using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access.Accounts;

namespace MlWorkbench.Web.Access;

/// <summary>The first start: the person with the printed link becomes the administrator.</summary>
public sealed partial class SetUpPage
{
    private bool _accepted;

    [Inject]
    public required FirstStart FirstStart { get; init; }

    [SupplyParameterFromQuery]
    public string? Token { get; set; }

    protected override async Task OnInitializedAsync() => _accepted = await FirstStart.AcceptsAsync(Token, HttpContext.RequestAborted);

    private Task CreateAsync() => OpenSessionAsync(
        async form => await FirstStart.CreateAdministratorAsync(Token, form.Email, form.Name, form.Password, HttpContext.RequestAborted),
        WorkbenchUrls.Home);
}
