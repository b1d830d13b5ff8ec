using MlWorkbench.Engine;

namespace MlWorkbench.Application.Jobs;

/// <summary>The sentences of how jobs ended.</summary>
public static class JobReasonText
{
    /// <summary>Sentences by code.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["job_stopped"] = "Stopped by a person.",
        ["job_stopped_while_queued"] = "Stopped by {person} while it waited.",
        ["job_process_ended"] = "Interrupted by the end of its process.",
        ["job_server_shutdown"] = "Interrupted by a shutdown of the server.",
        ["job_failed"] = "An unexpected error ended the job. The server's log has the cause.",
        ["search_stopped"] = "Stopped by a person. The best run so far is kept.",
        ["search_stopped_without_model"] = "Stopped by a person before the first model.",
    };

    /// <summary>The sentence of a reason. Null without one.</summary>
    public static string? Of(Statement? reason) => reason?.Form(Sentences);
}
