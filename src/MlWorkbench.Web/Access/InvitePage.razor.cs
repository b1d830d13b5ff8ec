using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access.Accounts;

namespace MlWorkbench.Web.Access;

/// <summary>An invited person chooses a password and is signed in.</summary>
public sealed partial class InvitePage
{
    private Invitation? _invitation;

    [Inject]
    public required Invitations Invitations { get; init; }

    [SupplyParameterFromQuery]
    public string? Token { get; set; }

    protected override async Task OnInitializedAsync() => _invitation = await Invitations.FindAsync(Token, HttpContext.RequestAborted);

    private Task AcceptAsync() => OpenSessionAsync(
        async form => await Invitations.AcceptAsync(Token, form.Name, form.Password, HttpContext.RequestAborted),
        WorkbenchUrls.Home);
}
