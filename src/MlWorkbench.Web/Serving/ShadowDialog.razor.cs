using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Shadows;
using MudBlazor;

namespace MlWorkbench.Web.Serving;

/// <summary>Adds a shadow, or changes the sample of one.</summary>
public sealed partial class ShadowDialog
{
    private const int MostVersions = 100;
    private const double UsualSample = 10;

    private IReadOnlyList<VersionSummary>? _versions;
    private int? _version;
    private double _sample = UsualSample;

    [Inject]
    public required ModelCatalog Models { get; init; }

    [Inject]
    public required ShadowEditor Editor { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required EndpointSettings Settings { get; set; }

    /// <summary>The shadow whose sample changes. Null for a new one.</summary>
    [Parameter]
    public ShadowComparison? Shadow { get; set; }

    protected override Task OnInitializedAsync()
    {
        if (Shadow is not null)
        {
            (_version, _sample) = (Shadow.Version, Shadow.SamplePercent);
            return Task.CompletedTask;
        }

        return LoadAsync(async actor =>
        {
            var all = await Models.ListVersionsAsync(actor, Settings.Model, new ListQuery(Limit: MostVersions), stage: null, Left);
            _versions = [.. all.Items.Where(version => Settings.Routes.All(route => route.Version != version.Number))];
            _version = _versions.Count > 0 ? _versions[0].Number : null;
        });
    }

    private Task<bool> SetAsync() => ActAsync(async actor =>
    {
        await Editor.SetAsync(actor, Settings.Name, _version!.Value, _sample, Left);
        Dialog.Close();
    });
}
