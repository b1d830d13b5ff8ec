using MlWorkbench.Application.Names;

namespace MlWorkbench.Application.Experiments;

/// <summary>Names of experiments. Several experiments can have the same name.</summary>
internal static class ExperimentNames
{
    public const int Longest = 200;

    public static string Require(string? name) => NameRules.Require(name, "experiment", Longest);
}
