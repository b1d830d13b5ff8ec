using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Datasets;
using MudBlazor;

namespace MlWorkbench.Web.Datasets;

/// <summary>Shows the objects that depend on a dataset or version. Deletes it if there are none.</summary>
public sealed partial class DeleteDatasetDialog
{
    private string? _obstacle;
    private bool _known;

    [Inject]
    public required DatasetDeletion Deletion { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required string Dataset { get; set; }

    /// <summary>The version. If null, the dataset is deleted with all its versions.</summary>
    [Parameter]
    public int? Version { get; set; }

    private string What => Version is { } number ? $"Version {number} of {Dataset}" : $"The dataset {Dataset} with all its versions";

    protected override Task OnInitializedAsync() => LoadAsync(async actor =>
    {
        _obstacle = await Deletion.WhyNotAsync(actor, Dataset, Version, Left);
        _known = true;
    });

    private Task<bool> DeleteAsync() => ActAsync(async actor =>
    {
        await (Version is { } number ? Deletion.DeleteVersionAsync(actor, Dataset, number, Left) : Deletion.DeleteDatasetAsync(actor, Dataset, Left));
        Dialog.Close();
    });
}
