using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Jobs;

/// <summary>Changes of jobs by people.</summary>
internal static class JobEvents
{
    public static EventSubject Of(JobRun job) => new("job", job.Id, job.Title);

    public sealed record CancelRequested() : WorkbenchChange("job.cancelRequested");
}
