using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>The parameter that says on which scale a number is learnt by models that are trained by gradients.</summary>
internal static class TargetForm
{
    public const string Name = "target";
    public const string Plain = "as it is";
    public const string Logarithm = "logarithm";

    public static bool IsLogarithmic(Configuration configuration) => configuration.Text(Name, Plain) == Logarithm;
}
