namespace MlWorkbench.Application.Registry.Stages;

/// <summary>Which versions can come back into Production, in the order in which they would: a promotion puts a version on top, a rollback takes the top off.</summary>
internal static class ProductionStack
{
    /// <summary>The version that a rollback brings back; null when there is none.</summary>
    /// <param name="transitions">The model's stage transitions, oldest first.</param>
    /// <param name="inProduction">Whether a version is in Production now; if not, the last one that was comes back.</param>
    public static Guid? FindPrevious(IEnumerable<StageTransition> transitions, bool inProduction)
    {
        var stack = new Stack<Guid>();
        foreach (var transition in transitions)
        {
            if (transition is { FromStage: Stage.Production, Rollback: true })
            {
                stack.Pop();
            }
            else if (transition is { ToStage: Stage.Production, Rollback: false } && (!stack.TryPeek(out var top) || top != transition.ModelVersionId))
            {
                stack.Push(transition.ModelVersionId);
            }
        }

        return stack.Skip(inProduction ? 1 : 0).Select(version => (Guid?)version).FirstOrDefault();
    }
}
