namespace MlWorkbench.Web.Components.Shared;

/// <summary>How a verdict is coloured; the word beside it always says it too.</summary>
public enum VerdictLevel
{
    Neutral,
    Busy,
    Good,
    Warning,
    Bad,
}
