namespace MlWorkbench.Application.Home;

/// <summary>What can be jumped to by its name.</summary>
public enum JumpKind
{
    Dataset,
    Recipe,
    Experiment,
    Model,
}
