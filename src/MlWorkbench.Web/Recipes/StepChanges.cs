using MlWorkbench.Engine.Recipes.Definitions;

namespace MlWorkbench.Web.Recipes;

/// <summary>A diff of two lists of steps, in the order of the second list (longest common subsequence).</summary>
internal static class StepChanges
{
    /// <returns>One line per step: <c>-</c> only before, <c>+</c> only after, a space for both.</returns>
    public static IReadOnlyList<(char Mark, string Text)> Between(RecipeDefinition before, RecipeDefinition after)
    {
        var (old, next) = (Keys(before), Keys(after));
        var common = new int[old.Length + 1, next.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = next.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == next[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new List<(char, string)>();
        for (int i = 0, j = 0; i < old.Length || j < next.Length;)
        {
            if (i < old.Length && j < next.Length && old[i] == next[j])
            {
                lines.Add((' ', after.Steps[j].Describe()));
                (i, j) = (i + 1, j + 1);
            }
            else if (j == next.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(('-', before.Steps[i++].Describe()));
            }
            else
            {
                lines.Add(('+', after.Steps[j++].Describe()));
            }
        }

        return lines;
    }

    private static string[] Keys(RecipeDefinition recipe) => [.. recipe.Steps.Select(step => RecipeJson.Write(new RecipeDefinition([step])))];
}
