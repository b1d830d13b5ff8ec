using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Web.Components.Layout;

/// <summary>Reports on every page, including open ones, that the database is damaged and read-only.</summary>
public sealed partial class DamageBanner
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(3);

    private bool _isAdministrator;

    [Inject]
    public required StorageDamage Damage { get; init; }

    protected override async Task OnInitializedAsync()
    {
        var user = (await Authentication).User;
        _isAdministrator = user.Identity?.IsAuthenticated == true && user.ToActor().May(Permission.Administer);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && Damage.Found is null)
        {
            _ = KeepFreshAsync(LookInterval, () => Task.FromResult(Damage.Found is null));
        }
    }
}
