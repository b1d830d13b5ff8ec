using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>Whether a request still asks about what is there.</summary>
internal static class StaleEvidence
{
    /// <summary>Why it does not; null when it does. The page shows it and the approval throws it.</summary>
    /// <param name="championId">What is in Production now.</param>
    public static WorkbenchException? FindReason(TransitionRequest request, Guid? championId, int? championNumber)
    {
        var version = request.ModelVersion!;
        if (version.Stage != request.FromStage)
        {
            return WorkbenchException.Conflict("stage_moved", $"Version {version.Number} went from {request.FromStage} to {version.Stage} since this was asked. Reject or withdraw the request and ask anew.");
        }

        if (request.ToStage != Stage.Production || championId == request.ChampionVersionId)
        {
            return null;
        }

        var now = championNumber is null ? "nothing is in Production now" : $"version {championNumber} is in Production now";
        return WorkbenchException.Conflict("evidence_stale", $"The evidence is stale: {now}, which it was not compared with. Refresh the evidence, look at it, and decide then.");
    }
}
