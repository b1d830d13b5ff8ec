using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access.Memberships;
using MudBlazor;

namespace MlWorkbench.Web.Projects;

/// <summary>Asks for the new title of a project. Returns true after the change.</summary>
public sealed partial class RenameProjectDialog
{
    private string _title = "";

    [Inject]
    public required ProjectEditor Editor { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required ProjectSummary Project { get; set; }

    protected override void OnInitialized() => _title = Project.Title;

    private async Task RenameAsync()
    {
        if (await ActAsync(actor => Editor.UpdateAsync(actor, Project.Name, _title, null, Left)))
        {
            Dialog.Close(true);
        }
    }
}
