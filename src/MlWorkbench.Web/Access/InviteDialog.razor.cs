using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MudBlazor;

namespace MlWorkbench.Web.Access;

/// <summary>Asks for the person to invite. Returns the <see cref="InvitedUser"/>.</summary>
public sealed partial class InviteDialog
{
    private string _email = "";
    private string _name = "";
    private UserRole _role = UserRole.Analyst;

    [Inject]
    public required UserEditor Editor { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    private async Task InviteAsync()
    {
        InvitedUser? invited = null;
        if (await ActAsync(async actor => invited = await Editor.CreateAsync(actor, _email, _name, _role, password: null, Left)))
        {
            Dialog.Close(invited);
        }
    }
}
