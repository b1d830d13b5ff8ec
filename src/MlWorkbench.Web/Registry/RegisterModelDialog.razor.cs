using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Versions;
using MudBlazor;

namespace MlWorkbench.Web.Registry;

/// <summary>Registers a run as a version of a new or existing model. Returns the <see cref="RegisteredVersion"/>.</summary>
public sealed partial class RegisterModelDialog
{
    private string? _name;
    private string? _description;
    private IReadOnlyList<ModelSummary> _known = [];

    [Inject]
    public required ModelRegistration Registration { get; init; }

    [Inject]
    public required ModelCatalog Catalog { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public Guid RunId { get; set; }

    /// <summary>The run in one line: <c>Run 7, LightGBM, 63 leaves</c>.</summary>
    [Parameter, EditorRequired]
    public required string RunTitle { get; set; }

    private string Effect => _known.FirstOrDefault(model => string.Equals(model.Name, _name?.Trim(), StringComparison.OrdinalIgnoreCase)) is { } existing
        ? $"Becomes version {existing.LatestVersion + 1} of {existing.Name}"
        : "A new name creates a new model. Use letters, digits, '-', '_' and '.'.";

    private async Task<IEnumerable<string>> FindNamesAsync(string? text, CancellationToken cancellationToken)
    {
        await LoadAsync(async actor => _known = (await Catalog.ListAsync(actor, new ListQuery(text, Sort: "name", Descending: false, Limit: 20), cancellationToken)).Items);
        return _known.Select(model => model.Name);
    }

    private Task<bool> RegisterAsync() => ActAsync(async actor =>
        Dialog.Close(DialogResult.Ok(await Registration.RegisterAsync(actor, _name ?? "", RunId, _description, Left))));
}
