using MlWorkbench.Engine.Recipes.Definitions;

namespace MlWorkbench.Web.Recipes;

/// <summary>A step while it is edited.</summary>
/// <param name="Id">Stays while the step moves and changes.</param>
internal sealed record DraftStep(int Id, StepDefinition Definition);
