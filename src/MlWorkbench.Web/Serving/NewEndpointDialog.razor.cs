using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Serving.Endpoints;
using MudBlazor;

namespace MlWorkbench.Web.Serving;

/// <summary>Asks for the name and model of a new endpoint. Returns the name.</summary>
public sealed partial class NewEndpointDialog
{
    private const int Shown = 20;

    private string? _name;
    private string? _model;

    [Inject]
    public required EndpointCreation Creation { get; init; }

    [Inject]
    public required ModelCatalog Models { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    private async Task<IEnumerable<string>> FindModelsAsync(string? text, CancellationToken cancellationToken)
    {
        IReadOnlyList<ModelSummary> found = [];
        var query = new ListQuery(text, Sort: "name", Descending: false, Limit: Shown);
        await LoadAsync(async actor => found = (await Models.ListAsync(actor, query, cancellationToken)).Items);
        return found.Select(model => model.Name);
    }

    private Task<bool> CreateAsync() => ActAsync(async actor =>
        Dialog.Close(DialogResult.Ok(await Creation.CreateAsync(actor, _name, _model?.Trim(), Left))));
}
