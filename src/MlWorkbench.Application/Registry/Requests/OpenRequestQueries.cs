using Microsoft.EntityFrameworkCore;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>Finds requests that can still be decided.</summary>
internal static class OpenRequestQueries
{
    /// <summary>The request with its version and model.</summary>
    /// <exception cref="WorkbenchException">There is none, or it is decided.</exception>
    public static async Task<TransitionRequest> SingleOpenAsync(this IQueryable<TransitionRequest> requests, Guid id, CancellationToken cancellationToken)
    {
        var request = await requests.Include(candidate => candidate.ModelVersion!.Model).SingleOrDefaultAsync(candidate => candidate.Id == id, cancellationToken)
            ?? throw WorkbenchException.NotFound("transition request with this id");
        return request.State == TransitionRequestState.Open
            ? request
            : throw WorkbenchException.Conflict("already_decided", $"The request was {request.State.ToString().ToLowerInvariant()} by {request.DecidedByName} already.");
    }
}
