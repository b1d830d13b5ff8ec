using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>The baseline, then known-good configurations of every family, from cheap to expensive.</summary>
internal static class Portfolio
{
    public static IEnumerable<Configuration> Of(SearchSetup setup, IReadOnlySet<string> families) => TrainerFamilies.All
        .Where(family => families.Contains(family.Name))
        .SelectMany(family => family.Portfolio(setup).Select((configuration, index) => (Turn: family.Turn(index), Configuration: configuration)))
        .OrderBy(candidate => candidate.Turn)
        .Select(candidate => candidate.Configuration);
}
