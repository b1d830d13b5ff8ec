using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>
/// Gives an experiment the state of its job. At each change of state no run is training, so a run that was training is deleted and its number is free.
/// </summary>
internal sealed class ExperimentFollower : IJobFollower
{
    public async Task<Func<Task>?> FollowAsync(WorkbenchDbContext db, JobRun job, CancellationToken cancellationToken)
    {
        await db.Runs.Where(run => run.ExperimentId == job.SubjectId && run.State == RunState.Running).ExecuteDeleteAsync(cancellationToken);
        var experiment = await db.Experiments.SingleAsync(candidate => candidate.Id == job.SubjectId, cancellationToken);
        experiment.State = StateOf(job.State);
        experiment.Phase = job.State switch
        {
            JobState.Running => Statement.Of("starting_trainer"),
            JobState.Queued => Statement.Of("interrupted"),
            _ => null,
        };
        experiment.StartedAt ??= job.StartedAt;
        experiment.EndedAt = job.EndedAt;
        experiment.Reason = job.EndedAt is null ? null : job.Reason;
        return null;
    }

    private static ExperimentState StateOf(JobState state) => state switch
    {
        JobState.Queued => ExperimentState.Queued,
        JobState.Running => ExperimentState.Running,
        JobState.Completed => ExperimentState.Completed,
        JobState.Cancelled => ExperimentState.Cancelled,
        JobState.Failed => ExperimentState.Failed,
        _ => throw new InvalidOperationException($"The job state {state} has no state of an experiment."),
    };
}
