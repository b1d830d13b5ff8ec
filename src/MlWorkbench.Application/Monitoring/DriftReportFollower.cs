using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Stores the reason of a failed drift check with its report.</summary>
internal sealed class DriftReportFollower : IJobFollower
{
    public async Task<Func<Task>?> FollowAsync(WorkbenchDbContext db, JobRun job, CancellationToken cancellationToken)
    {
        var reason = job.State == JobState.Failed ? job.Reason : null;
        await db.DriftReports
            .Where(report => report.Id == job.SubjectId)
            .ExecuteUpdateAsync(set => set.SetProperty(report => report.Reason, reason), cancellationToken);
        return null;
    }
}
