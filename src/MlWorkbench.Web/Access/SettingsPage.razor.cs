using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Backups;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Web.Access;

/// <summary>Settings, storage and versions, read-only.</summary>
public sealed partial class SettingsPage
{
    private StorageFacts? _facts;
    private IReadOnlyList<string> _problems = [];

    [Inject]
    public required StorageInspector Inspector { get; init; }

    [Inject]
    public required DatabaseCheck Check { get; init; }

    [Inject]
    public required IOptions<AccessOptions> Access { get; init; }

    [Inject]
    public required IOptions<LimitOptions> Limits { get; init; }

    [Inject]
    public required OpenPages Pages { get; init; }

    [Inject]
    public required IOptions<StorageOptions> Storage { get; init; }

    private static string CheckText(DatabaseCheckResult check)
    {
        var seconds = check.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return (check.FoundDamage, check.IsComplete) switch
        {
            (true, _) => $"damage was found ({seconds} s)",
            (_, true) => $"no damage ({seconds} s)",
            _ => $"no damage in the part checked within the time limit ({seconds} s)",
        };
    }

    protected override Task OnInitializedAsync() => LoadAsync(async actor =>
    {
        _facts = await Inspector.ReadAsync(actor, Left);
        _problems = await Inspector.FindProblemsAsync(Left);
    });
}
