using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Stages;
using MudBlazor;

namespace MlWorkbench.Web.Registry;

/// <summary>Shows the versions affected, asks for a reason and rolls back. Returns the version then in Production.</summary>
public sealed partial class RollbackDialog
{
    private string? _comment;

    [Inject]
    public required ProductionRollback Rollback { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required ModelDetails Model { get; set; }

    private Task<bool> RollBackAsync() => ActAsync(async actor =>
        Dialog.Close(DialogResult.Ok(await Rollback.RollBackAsync(actor, Model.Name, _comment ?? "", Left))));
}
