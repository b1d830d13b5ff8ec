using MlWorkbench.Engine.Recipes.Definitions;

namespace MlWorkbench.Web.Recipes;

/// <summary>A kind of step that can be added to a recipe.</summary>
/// <param name="Group">Heading of the kind's group.</param>
/// <param name="Blank">Creates a step of this kind without columns.</param>
internal sealed record StepKind(string Group, string Title, Func<StepDefinition> Blank);
