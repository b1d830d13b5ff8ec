using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Datasets;
using MudBlazor;

namespace MlWorkbench.Web.Datasets;

/// <summary>Actions on a dataset or on one of its versions.</summary>
public sealed partial class DatasetMenu
{
    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required DatasetEditor Editor { get; init; }

    [Parameter, EditorRequired]
    public required string Dataset { get; set; }

    /// <summary>The version. If null, the actions apply to the dataset as a whole.</summary>
    [Parameter]
    public int? Version { get; set; }

    [Parameter]
    public string? Description { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Tags { get; set; }

    [Parameter]
    public bool Archived { get; set; }

    /// <summary>Called after a change.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    /// <summary>Called after the deletion.</summary>
    [Parameter]
    public EventCallback OnDelete { get; set; }

    private async Task DescribeAsync()
    {
        var parameters = new DialogParameters<DescribeDatasetDialog>
        {
            { dialog => dialog.Dataset, Dataset }, { dialog => dialog.Version, Version }, { dialog => dialog.Description, Description }, { dialog => dialog.Tags, Tags },
        };
        var dialog = await Dialogs.ShowAsync<DescribeDatasetDialog>(Version is null ? $"Describe {Dataset}" : $"Describe version {Version}", parameters, new DialogOptions { FullWidth = true, MaxWidth = MaxWidth.Small });
        if (await dialog.Result is { Canceled: false })
        {
            await OnChange.InvokeAsync();
        }
    }

    private async Task ArchiveAsync()
    {
        if (await ActAsync(actor => Editor.EditAsync(actor, Dataset, Version, new DatasetEdit(Archived: !Archived), Left)))
        {
            await OnChange.InvokeAsync();
        }
    }

    private async Task DeleteAsync()
    {
        var parameters = new DialogParameters<DeleteDatasetDialog> { { dialog => dialog.Dataset, Dataset }, { dialog => dialog.Version, Version } };
        var dialog = await Dialogs.ShowAsync<DeleteDatasetDialog>(Version is null ? $"Delete {Dataset}" : $"Delete version {Version}", parameters);
        if (await dialog.Result is { Canceled: false })
        {
            await OnDelete.InvokeAsync();
        }
    }
}
