using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Registry.Models;
using MudBlazor;

namespace MlWorkbench.Web.Registry;

/// <summary>Assigns an alias to a version, or moves it there.</summary>
public sealed partial class SetAliasDialog
{
    private string? _alias;

    [Inject]
    public required ModelAliases Aliases { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required string Model { get; set; }

    [Parameter, EditorRequired]
    public int Version { get; set; }

    private Task<bool> SetAsync() => ActAsync(async actor =>
    {
        await Aliases.SetAsync(actor, Model, _alias ?? "", Version, Left);
        Dialog.Close();
    });
}
