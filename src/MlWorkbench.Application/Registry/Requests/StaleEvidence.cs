using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>Checks whether the evidence of a request is still current.</summary>
internal static class StaleEvidence
{
    /// <summary>Returns the reason why the evidence is stale. Null if it is current. The page shows it, and the approval throws it.</summary>
    /// <param name="championId">The version in Production now.</param>
    public static WorkbenchException? FindReason(TransitionRequest request, Guid? championId, int? championNumber)
    {
        var version = request.ModelVersion!;
        if (version.Stage != request.FromStage)
        {
            return WorkbenchException.Conflict(
                "stage_moved",
                $"Version {version.Number} has moved from {request.FromStage} to {version.Stage} since the request. "
                    + "Reject or withdraw the request, then open a new one.");
        }

        if (request.ToStage != Stage.Production || championId == request.ChampionVersionId)
        {
            return null;
        }

        var now = championNumber is null ? "Production is empty now" : $"version {championNumber} is in Production now";
        return WorkbenchException.Conflict("evidence_stale", $"The evidence is stale: {now}. Refresh the evidence, review it, then decide.");
    }
}
