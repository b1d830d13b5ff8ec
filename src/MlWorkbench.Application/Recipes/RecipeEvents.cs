using System.Globalization;
using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Recipes;

/// <summary>Changes of recipes.</summary>
internal static class RecipeEvents
{
    public static EventSubject Of(Recipe recipe) => new("recipe", recipe.Id, recipe.Name);

    public sealed record Created(int Version, int Steps) : WorkbenchChange("recipe.created")
    {
        public override string Describe() => DescribeVersion(Version, Steps);
    }

    public sealed record Saved(int Version, int Steps) : WorkbenchChange("recipe.saved")
    {
        public override string Describe() => DescribeVersion(Version, Steps);
    }

    public sealed record Deleted() : WorkbenchChange("recipe.deleted");

    private static string DescribeVersion(int version, int steps) => string.Create(CultureInfo.InvariantCulture, $"version {version}, {steps} steps");
}
