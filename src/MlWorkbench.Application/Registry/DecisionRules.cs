using MlWorkbench.Application.Access;

namespace MlWorkbench.Application.Registry;

/// <summary>Who may decide a transition request: someone with the right who did not ask for it.</summary>
internal static class DecisionRules
{
    /// <summary>Why the actor may not decide; null when they may. The page shows it and the verb throws it.</summary>
    public static WorkbenchException? FindRefusal(Actor actor, Guid requestedById, string requestedByName, AccessOptions access)
    {
        if (!actor.May(Permission.Approve))
        {
            return new WorkbenchException(ErrorKind.Forbidden, "forbidden", $"Your role ({actor.Role}) does not allow you to decide on transition requests. An Approver does.");
        }

        return actor.UserId == requestedById && !access.SingleUser
            ? new WorkbenchException(ErrorKind.Forbidden, "self_approval", $"{requestedByName} asked for this, so somebody else has to decide. (A workbench for one person: set Access:SingleUser.)")
            : null;
    }
}
