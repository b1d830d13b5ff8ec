using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Releases the uploaded file and the scored rows when the job ends without a result. A completed job releases them itself.</summary>
internal sealed class BatchPredictionFollower(ContentSweeper sweeper, StoringLock storing) : IJobFollower
{
    public async Task<Func<Task>?> FollowAsync(WorkbenchDbContext db, JobRun job, CancellationToken cancellationToken)
    {
        if (job.EndedAt is null || job.State == JobState.Completed)
        {
            return null;
        }

        var batch = await db.BatchPredictions.SingleAsync(row => row.Id == job.SubjectId, cancellationToken);
        var uploaded = batch.SourceDigest;
        batch.SourceDigest = null;
        await db.BatchPieces.Where(piece => piece.BatchId == batch.Id).ExecuteDeleteAsync(cancellationToken);
        return uploaded is null
            ? null
            : () => storing.HoldAsync(() => sweeper.RemoveUnreferencedAsync([uploaded], CancellationToken.None), CancellationToken.None);
    }
}
