using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MudBlazor;

namespace MlWorkbench.Web.Registry;

/// <summary>A model: its current stages, its versions, aliases and stage history.</summary>
public sealed partial class ModelPage
{
    private const int PageSize = 50;
    private static readonly (string Key, string Title)[] Tabs = [("versions", "Versions"), ("aliases", "Aliases"), ("history", "History")];

    private ModelDetails? _model;
    private Page<VersionSummary>? _versions;
    private IReadOnlyList<StageTenure> _history = [];
    private bool _mayApprove;

    [Inject]
    public required ModelCatalog Catalog { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter]
    public required string Name { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private string ActiveTab => Tabs.Any(tab => tab.Key == Tab) ? Tab! : "versions";

    protected override Task OnParametersSetAsync() => ReadAsync();

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        _mayApprove = actor.May(Permission.Approve);
        _model = await Catalog.FindAsync(actor, Name, Left);
        if (ActiveTab == "history")
        {
            _history = await Catalog.HistoryAsync(actor, Name, Left);
        }
        else if (ActiveTab == "versions")
        {
            _versions = await Catalog.ListVersionsAsync(actor, Name, new ListQuery(After: After, Limit: PageSize), stage: null, Left);
        }
    });

    private void ShowPage(string? after) => Navigation.NavigateTo(WorkbenchUrls.Model(Name, after: after));

    private async Task RollBackAsync()
    {
        var parameters = new DialogParameters<RollbackDialog> { { dialog => dialog.Model, _model! } };
        var dialog = await Dialogs.ShowAsync<RollbackDialog>($"Roll back {Name}", parameters);
        if (await dialog.GetReturnValueAsync<RegisteredVersion>() is { } restored)
        {
            Snackbar.Add($"Version {restored.Version} is in Production again.", Severity.Success);
            await ReadAsync();
        }
    }
}
