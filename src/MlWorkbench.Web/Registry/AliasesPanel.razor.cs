using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Registry.Models;
using MudBlazor;

namespace MlWorkbench.Web.Registry;

/// <summary>A model's aliases with their versions, their protection, and actions to change them.</summary>
public sealed partial class AliasesPanel
{
    private string? _name;
    private bool _mayManage;
    private bool _mayProtect;

    [Inject]
    public required ModelAliases Aliases { get; init; }

    [Inject]
    public required AliasProtection Protection { get; init; }

    [Parameter, EditorRequired]
    public required ModelDetails Model { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    /// <summary>Protected aliases first, including those without a version.</summary>
    private IReadOnlyList<string> Names => [.. Model.ProtectedAliases.Union(Model.Aliases.Keys, StringComparer.OrdinalIgnoreCase)];

    protected override async Task OnInitializedAsync()
    {
        var actor = await ActorAsync();
        (_mayManage, _mayProtect) = (actor.May(Permission.ManageModels), actor.May(Permission.Administer));
    }

    private async Task ProtectNewAsync()
    {
        await ProtectAsync(_name!.Trim());
        _name = null;
    }

    private Task ProtectAsync(string alias) =>
        ChangeAsync(actor => Protection.ProtectAsync(actor, Model.Name, alias, Left), $"{alias} is protected and follows Production.");

    private Task UnprotectAsync(string alias) =>
        ChangeAsync(actor => Protection.UnprotectAsync(actor, Model.Name, alias, Left), $"{alias} is no longer protected.");

    private Task DeleteAsync(string alias) =>
        ChangeAsync(actor => Aliases.DeleteAsync(actor, Model.Name, alias, Left), $"{alias} was deleted.");

    private async Task ChangeAsync(Func<Actor, Task> change, string done)
    {
        if (await ActAsync(change))
        {
            Snackbar.Add(done, Severity.Success);
            await OnChanged.InvokeAsync();
        }
    }
}
