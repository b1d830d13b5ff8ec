namespace MlWorkbench.Application.Registry.Stages;

/// <summary>Versions that a rollback can restore, in order: a promotion adds a version on top, and a rollback removes the top.</summary>
internal static class ProductionStack
{
    /// <summary>Returns the version that a rollback restores. Null if there is none.</summary>
    /// <param name="transitions">The model's stage transitions, oldest first.</param>
    /// <param name="inProduction">Whether a version is in Production now. If false, the last version in Production is restored.</param>
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
