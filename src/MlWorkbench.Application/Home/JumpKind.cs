namespace MlWorkbench.Application.Home;

/// <summary>Kinds of objects that the quick search finds by name.</summary>
public enum JumpKind
{
    Dataset,
    Recipe,
    Experiment,
    Model,
}
