using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access.Memberships;
using MudBlazor;

namespace MlWorkbench.Web.Projects;

/// <summary>Asks for the title and name of a new project. Returns the name.</summary>
public sealed partial class CreateProjectDialog
{
    private string _title = "";
    private string? _name;

    [Inject]
    public required ProjectEditor Editor { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>Follows the title until the person writes a name.</summary>
    private string Name => _name ?? NameOf(_title);

    private void Rename(string title) => _title = title;

    /// <summary>Keeps letters and digits of the title, and joins its words by hyphens.</summary>
    private static string NameOf(string title) =>
        string.Join('-', new string([.. title.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private async Task CreateAsync()
    {
        if (await ActAsync(actor => Editor.CreateAsync(actor, Name, _title, Left)))
        {
            Dialog.Close(Name);
        }
    }
}
