using MlWorkbench.Application.Access;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>Rules for deciding a transition request: the right Approve, and a person other than the requester.</summary>
internal static class DecisionRules
{
    /// <summary>Returns the reason why the actor may not decide. Null if they may. The page shows it, and the verb throws it.</summary>
    public static WorkbenchException? FindRefusal(Actor actor, TransitionRequest request, AccessOptions access)
    {
        if (!actor.May(Permission.Approve))
        {
            return new WorkbenchException(
                ErrorKind.Forbidden,
                "forbidden",
                $"Your role ({actor.Role}) does not allow you to decide on transition requests. Ask an Approver to decide.");
        }

        if (access.SingleUser || (actor.UserId != request.RequestedById && actor.UserId != request.TokenMakerId))
        {
            return null;
        }

        var why = actor.UserId == request.RequestedById
            ? $"{request.RequestedByName} opened this request"
            : $"This request was opened with a token that you created for {request.RequestedByName}";
        return new WorkbenchException(
            ErrorKind.Forbidden,
            "self_approval",
            $"{why}, so another person must decide. If one person uses the workbench, set Access:SingleUser.");
    }
}
