using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Home;

/// <summary>Reads a person's use of the limits.</summary>
public sealed class UsageCatalog(IDbContextFactory<WorkbenchDbContext> contexts, DatasetQuota quota, IOptions<LimitOptions> limits)
{
    /// <summary>Returns the actor's own use.</summary>
    public async Task<IReadOnlyList<LimitUse>> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var active = JobLimits.Active(db, actor.UserId);
        var experiments = await active.CountAsync(job => job.Queue == JobQueues.Training, cancellationToken);
        var jobs = await active.CountAsync(job => job.Queue != JobQueues.Training && job.Queue != JobQueues.Imports, cancellationToken);
        var imports = await active.CountAsync(job => job.Queue == JobQueues.Imports, cancellationToken);
        var queued = await BudgetLimit.QueuedSecondsAsync(db, actor.UserId, cancellationToken);
        var stored = await DatasetQuota.StoredBytesAsync(db, actor.UserId, cancellationToken);
        var most = limits.Value;
        return
        [
            Of(nameof(LimitOptions.Experiments), experiments, most.Experiments),
            Of(nameof(LimitOptions.BudgetSeconds), queued, most.BudgetSeconds),
            Of(nameof(LimitOptions.Jobs), jobs, most.Jobs),
            Of(nameof(LimitOptions.Uploads), imports + quota.ReceivedFor(actor.UserId), most.Uploads),
            Of(nameof(LimitOptions.StorageBytes), stored, most.StorageBytes),
        ];
    }

    private static LimitUse Of(string name, double used, double limit) => new($"{LimitOptions.Section}:{name}", used, limit);
}
