using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Versions;
using MudBlazor;

namespace MlWorkbench.Web.Registry;

/// <summary>One model version: facts, evaluation, lineage and stage history.</summary>
public sealed partial class ModelVersionPage
{
    private static readonly (string Key, string Title)[] Tabs = [("overview", "Overview"), ("evaluation", "Evaluation"), ("segments", "Segments"), ("importance", "Importance"), ("lineage", "Lineage"), ("history", "History")];

    private VersionDetails? _details;
    private RunDetails? _run;
    private bool _mayRequest;

    [Inject]
    public required ModelCatalog Catalog { get; init; }

    [Inject]
    public required RunCatalog Runs { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter]
    public required string Name { get; set; }

    [Parameter]
    public int Number { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    private string ActiveTab => Tabs.Any(tab => tab.Key == Tab) ? Tab! : "overview";

    protected override Task OnParametersSetAsync() => ReadAsync();

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        _mayRequest = actor.May(Permission.ManageModels);
        _details = await Catalog.FindVersionAsync(actor, Name, Number.ToString(System.Globalization.CultureInfo.InvariantCulture), Left);
        if (ActiveTab is "evaluation" or "segments" or "importance" && _run?.Summary.Id != _details.Version.RunId)
        {
            _run = await Runs.GetAsync(actor, _details.Version.RunId, Left);
        }
    });

    private async Task RequestAsync()
    {
        var parameters = new DialogParameters<RequestPromotionDialog> { { dialog => dialog.Details, _details! } };
        var dialog = await Dialogs.ShowAsync<RequestPromotionDialog>($"{Name} version {Number}", parameters, new DialogOptions { MaxWidth = MaxWidth.Medium });
        if (await dialog.Result is { Canceled: false, Data: Guid requestId })
        {
            Navigation.NavigateTo(WorkbenchUrls.TransitionRequest(requestId));
        }
    }

    private async Task SetAliasAsync()
    {
        var parameters = new DialogParameters<SetAliasDialog> { { dialog => dialog.Model, Name }, { dialog => dialog.Version, Number } };
        var dialog = await Dialogs.ShowAsync<SetAliasDialog>("Assign alias", parameters);
        if (await dialog.Result is { Canceled: false })
        {
            await ReadAsync();
        }
    }
}
