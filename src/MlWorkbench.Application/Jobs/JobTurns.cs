using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Jobs;

/// <summary>Order of the waiting jobs of a lane. People take turns, each person's jobs in the order of request.</summary>
internal static class JobTurns
{
    /// <summary>Ids of the jobs, the next one first.</summary>
    /// <param name="waiting">Jobs of one lane.</param>
    public static async Task<IReadOnlyList<Guid>> ReadAsync(WorkbenchDbContext db, IQueryable<JobRun> waiting, CancellationToken cancellationToken)
    {
        var jobs = await waiting
            .Select(job => new
            {
                job.Id,
                job.RequestedById,
                job.QueuedAt,
                LastTurn = db.JobRuns.Where(other => other.Queue == job.Queue && other.RequestedById == job.RequestedById).Max(other => other.Turn) ?? 0,
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. jobs
                .GroupBy(job => job.RequestedById)
                .SelectMany(person => person.OrderBy(job => job.QueuedAt).ThenBy(job => job.Id).Index())
                .OrderBy(job => job.Index).ThenBy(job => job.Item.LastTurn).ThenBy(job => job.Item.QueuedAt)
                .Select(job => job.Item.Id),
        ];
    }
}
