using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MudBlazor;

namespace MlWorkbench.Web.Reports;

/// <summary>Opens <see cref="ShareDialog"/> for a run or a model version. Hidden from people who may not share.</summary>
public sealed partial class ShareButton
{
    private bool _mayShare;

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter]
    public Guid? RunId { get; set; }

    [Parameter]
    public string? Model { get; set; }

    [Parameter]
    public int? Version { get; set; }

    protected override async Task OnInitializedAsync() => _mayShare = (await ActorAsync()).May(Permission.Share);

    private async Task OpenAsync() => await Dialogs.ShowAsync<ShareDialog>("Share a report", new DialogParameters<ShareDialog>
    {
        { dialog => dialog.RunId, RunId },
        { dialog => dialog.Model, Model },
        { dialog => dialog.Version, Version },
    });
}
