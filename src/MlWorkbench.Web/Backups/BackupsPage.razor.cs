using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Backups;
using MlWorkbench.Application.Storage.Backups;
using MlWorkbench.Web.Components.Shared;
using MlWorkbench.Web.Jobs;

namespace MlWorkbench.Web.Backups;

/// <summary>Backups: existing files, the last job, a new backup, and the verification of an old one.</summary>
public sealed partial class BackupsPage
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    private BackupOverview? _overview;

    [Inject]
    public required BackupCatalog Catalog { get; init; }

    [Inject]
    public required BackupLauncher Launcher { get; init; }

    [Inject]
    public required IOptions<BackupOptions> Options { get; init; }

    private bool IsRunning => _overview?.LastJob is { } job && JobText.IsActive(job);

    private string ScheduleText => Options.Value.IntervalHours > 0
        ? $"A backup every {NumberText.Count(Options.Value.IntervalHours)} hours; the newest {NumberText.Count(Options.Value.Keep)} are retained."
        : "Backups on request only: Backup:IntervalHours is 0.";

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        _ = KeepFreshAsync(RefreshInterval, async () =>
        {
            await ReadAsync();
            return true;
        });
    }

    private Task ReadAsync() => LoadAsync(async actor => _overview = await Catalog.ReadAsync(actor, Left));

    private async Task BackUpAsync()
    {
        await ActAsync(actor => Launcher.StartAsync(actor, Left));
        await ReadAsync();
    }

    private async Task VerifyAsync(BackupSummary backup)
    {
        await ActAsync(actor => Launcher.CheckAsync(actor, backup.Name, Left));
        await ReadAsync();
    }

    private static bool IsChecking(BackupSummary backup) => backup.LastCheck is { } check && JobText.IsActive(check);
}
