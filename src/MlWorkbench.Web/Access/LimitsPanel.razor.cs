using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Home;

namespace MlWorkbench.Web.Access;

/// <summary>Limits per person, with the reader's current usage.</summary>
public sealed partial class LimitsPanel
{
    private IReadOnlyList<LimitUse>? _uses;

    [Inject]
    public required PersonLimits Limits { get; init; }

    protected override Task OnInitializedAsync() => LoadAsync(async actor => _uses = await Limits.ReadAsync(actor, Left));
}
