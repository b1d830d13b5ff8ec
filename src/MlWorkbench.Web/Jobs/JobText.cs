using MlWorkbench.Application.Jobs;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Jobs;

/// <summary>Texts and links of jobs.</summary>
internal static class JobText
{
    public static (VerdictLevel Level, string Text) StateOf(JobSummary job) => job.State switch
    {
        JobState.Queued => (VerdictLevel.Neutral, job.QueuePosition is > 1 ? $"Queued, {job.QueuePosition - 1} ahead" : "Queued"),
        JobState.Running => (VerdictLevel.Busy, "Running"),
        JobState.Completed => (VerdictLevel.Good, "Completed"),
        JobState.Cancelled => (VerdictLevel.Neutral, "Stopped"),
        _ => (VerdictLevel.Bad, "Failed"),
    };

    /// <summary>The address of the page of the job's subject. Null if the subject has no page.</summary>
    public static string? UrlOf(JobSummary job) => job.Kind switch
    {
        "import" => WorkbenchUrls.Import(job.SubjectId),
        "batch" or "batch-schedule" => WorkbenchUrls.BatchPredictions,
        "experiment" => WorkbenchUrls.Experiment(job.SubjectId),
        "drift" when job.Model is not null => WorkbenchUrls.Drift(job.Model, job.SubjectId),
        "backup" or "backup-check" => WorkbenchUrls.AdminBackups,
        "sample" => WorkbenchUrls.Home,
        _ => null,
    };

    public static bool IsActive(JobSummary job) => job.State is JobState.Queued or JobState.Running;
}
