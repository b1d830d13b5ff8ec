namespace MlWorkbench.Web.Components.Shared;

/// <summary>Colour of a verdict. The text next to it always states the same.</summary>
public enum VerdictLevel
{
    Neutral,
    Busy,
    Good,
    Warning,
    Bad,
}
