namespace MlWorkbench.Application.Jobs;

/// <summary>Another attempt has taken over the job, so this one can no longer write.</summary>
internal sealed class JobLostException() : Exception("Another attempt has taken over the job.");
