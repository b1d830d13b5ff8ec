using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Projects;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>Finds open requests.</summary>
internal static class OpenRequestQueries
{
    /// <summary>Returns the request of the project with its version and model.</summary>
    /// <exception cref="WorkbenchException">The request does not exist, or is not open.</exception>
    public static async Task<TransitionRequest> SingleOpenAsync(this IQueryable<TransitionRequest> requests, ProjectScope project, Guid id, CancellationToken cancellationToken)
    {
        var request = await requests.Include(candidate => candidate.ModelVersion!.Model).SingleOrDefaultAsync(candidate => candidate.Id == id && candidate.ModelVersion!.Model!.ProjectId == project.Id, cancellationToken)
            ?? throw WorkbenchException.NotFound("transition request with this id");
        return request.State == TransitionRequestState.Open
            ? request
            : throw WorkbenchException.Conflict(
                "already_decided",
                $"The request was already {request.State.ToString().ToLowerInvariant()} by {request.DecidedByName}.");
    }
}
