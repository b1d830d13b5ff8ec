using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Jobs;

/// <summary>Limits of one person's queued and running jobs in each lane. The workbench as a whole has no limit.</summary>
public sealed class JobLimits(IOptions<LimitOptions> limits)
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(30);

    /// <exception cref="WorkbenchException">The person has reached the limit of jobs.</exception>
    internal async Task RequireRoomAsync(WorkbenchDbContext db, Actor actor, string lane, CancellationToken cancellationToken)
    {
        if (actor.IsSystem)
        {
            return;
        }

        var (most, what, key) = lane switch
        {
            JobQueues.Training => (limits.Value.Experiments, "experiments", nameof(LimitOptions.Experiments)),
            JobQueues.Imports => (limits.Value.Uploads, "imports", nameof(LimitOptions.Uploads)),
            _ => (limits.Value.Jobs, "jobs", nameof(LimitOptions.Jobs)),
        };
        if (await Active(db, actor.UserId).CountAsync(job => job.Queue == lane, cancellationToken) >= most)
        {
            throw Refusal(string.Create(CultureInfo.InvariantCulture,
                $"You have {most} queued and running {what}, the most for one person. Wait until one ends, or stop one. " +
                $"(The limit is {LimitOptions.Section}:{key}.)"));
        }
    }

    /// <summary>The person's queued and running jobs.</summary>
    internal static IQueryable<JobRun> Active(WorkbenchDbContext db, Guid userId) =>
        db.JobRuns.Where(job => job.RequestedById == userId && (job.State == JobState.Queued || job.State == JobState.Running));

    internal static WorkbenchException Refusal(string message) => new(ErrorKind.TooMany, "limit_reached", message) { RetryAfter = TryAgainAfter };
}
