using MlWorkbench.Engine.Recipes.Definitions;

namespace MlWorkbench.Web.Recipes;

/// <summary>A kind of step that can be added to a recipe.</summary>
/// <param name="Group">Heading that it stands under.</param>
/// <param name="Blank">A new step of the kind, its columns still to be chosen.</param>
internal sealed record StepKind(string Group, string Title, Func<StepDefinition> Blank);
