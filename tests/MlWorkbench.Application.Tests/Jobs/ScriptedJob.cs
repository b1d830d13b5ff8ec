using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Tests.Jobs;

internal sealed class ScriptedJob(JobScript script) : IJob
{
    public static string Kind => "scripted";

    public Task RunAsync(Guid subjectId, JobContext context, CancellationToken cancellationToken) => script.RunAsync(context, cancellationToken);
}
