namespace MlWorkbench.Application.Jobs;

/// <summary>A kind of background work. It may be run again for the same subject after a crash and must go on from what its rows say.</summary>
public interface IJob
{
    /// <summary>The <c>Kind</c> of its rows.</summary>
    static abstract string Kind { get; }

    /// <param name="subjectId">The row to work for.</param>
    /// <param name="cancellationToken">A person's Stop or the server's shutdown; see <see cref="JobContext.StopRequested"/>.</param>
    Task RunAsync(Guid subjectId, JobContext context, CancellationToken cancellationToken);
}
