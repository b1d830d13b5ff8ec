using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Datasets;
using MudBlazor;

namespace MlWorkbench.Web.Datasets;

/// <summary>Edits the description and tags of a dataset or of one of its versions.</summary>
public sealed partial class DescribeDatasetDialog
{
    private string? _description;
    private string? _tags;

    [Inject]
    public required DatasetEditor Editor { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required string Dataset { get; set; }

    /// <summary>The version. If null, the dataset as a whole is described.</summary>
    [Parameter]
    public int? Version { get; set; }

    [Parameter]
    public string? Description { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Tags { get; set; }

    protected override void OnInitialized() => (_description, _tags) = (Description, string.Join(", ", Tags));

    private Task<bool> SaveAsync() => ActAsync(async actor =>
    {
        await Editor.EditAsync(actor, Dataset, Version, new DatasetEdit(_description ?? "", (_tags ?? "").Split(',')), Left);
        Dialog.Close();
    });
}
