using System.Globalization;
using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Experiments;

/// <summary>Changes of experiments.</summary>
internal static class ExperimentEvents
{
    public static EventSubject Of(Experiment experiment) => new("experiment", experiment.Id, experiment.Name);

    /// <param name="Recipe">Name of the recipe. Null if the search alone prepares the columns.</param>
    public sealed record Started(string Dataset, int Version, string Target, string? Recipe, int? RecipeVersion) : WorkbenchChange("experiment.started")
    {
        public override string Describe() =>
            $"{Dataset} version {Version}, target {Target}{(Recipe is null ? "" : $", recipe {Recipe} version {RecipeVersion}")}";
    }

    /// <summary>An experiment for runs that another program logs.</summary>
    public sealed record Created() : WorkbenchChange("experiment.created")
    {
        public override string Describe() => "For logged runs";
    }

    public sealed record Stopped() : WorkbenchChange("experiment.stopped");

    public sealed record Extended(double Seconds) : WorkbenchChange("experiment.extended")
    {
        public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"{Seconds:0} s");
    }
}
