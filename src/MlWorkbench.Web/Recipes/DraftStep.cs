using MlWorkbench.Engine.Recipes.Definitions;

namespace MlWorkbench.Web.Recipes;

/// <summary>A step that is being edited.</summary>
/// <param name="Id">Remains the same when the step moves or changes.</param>
internal sealed record DraftStep(int Id, StepDefinition Definition);
