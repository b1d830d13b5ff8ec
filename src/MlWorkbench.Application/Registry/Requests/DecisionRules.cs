using MlWorkbench.Application.Access;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>Who may decide a transition request: someone with the right who did not ask for it.</summary>
internal static class DecisionRules
{
    /// <summary>Why the actor may not decide; null when they may. The page shows it and the verb throws it.</summary>
    public static WorkbenchException? FindRefusal(Actor actor, TransitionRequest request, AccessOptions access)
    {
        if (!actor.May(Permission.Approve))
        {
            return new WorkbenchException(ErrorKind.Forbidden, "forbidden", $"Your role ({actor.Role}) does not allow you to decide on transition requests. An Approver does.");
        }

        if (access.SingleUser || (actor.UserId != request.RequestedById && actor.UserId != request.TokenMakerId))
        {
            return null;
        }

        var why = actor.UserId == request.RequestedById ? $"{request.RequestedByName} asked for this" : $"This was asked with a token that you made for {request.RequestedByName}";
        return new WorkbenchException(ErrorKind.Forbidden, "self_approval", $"{why}, so somebody else has to decide. (A workbench for one person: set Access:SingleUser.)");
    }
}
