namespace MlWorkbench.Application.Jobs;

/// <summary>A kind of background work. It may run again for the same subject after a crash, and must then continue from its rows.</summary>
public interface IJob
{
    /// <summary>The <c>Kind</c> of its rows.</summary>
    static abstract string Kind { get; }

    /// <param name="subjectId">The row to work for.</param>
    /// <param name="cancellationToken">Cancelled by a person's stop request or the server's shutdown; see <see cref="JobContext.StopRequested"/>.</param>
    Task RunAsync(Guid subjectId, JobContext context, CancellationToken cancellationToken);
}
