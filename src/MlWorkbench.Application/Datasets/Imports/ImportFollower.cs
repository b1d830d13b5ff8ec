using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>Releases the received file when the import ends. A completed job removes it itself, unless its version keeps it.</summary>
internal sealed class ImportFollower(ContentSweeper sweeper, StoringLock storing) : IJobFollower
{
    public async Task<Func<Task>?> FollowAsync(WorkbenchDbContext db, JobRun job, CancellationToken cancellationToken)
    {
        if (job.EndedAt is null)
        {
            return null;
        }

        var import = await db.DatasetImports.SingleAsync(row => row.Id == job.SubjectId, cancellationToken);
        var received = import.SourceDigest;
        import.SourceDigest = null;
        return received is null || job.State == JobState.Completed
            ? null
            : () => storing.HoldAsync(() => sweeper.RemoveUnreferencedAsync([received], CancellationToken.None), CancellationToken.None);
    }
}
