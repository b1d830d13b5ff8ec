using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>The parameter for the scale of the target in gradient-based training.</summary>
internal static class TargetForm
{
    public const string Name = "target";
    public const string Plain = "as it is";
    public const string Logarithm = "logarithm";

    public static bool IsLogarithmic(Configuration configuration) => configuration.Text(Name, Plain) == Logarithm;
}
