using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;

namespace MlWorkbench.Engine.Experiments.Tuning;

/// <summary>The search space of networks, and the first configurations.</summary>
internal static class NeuralNetSpace
{
    public static SearchSpace Of(SearchSetup setup) => new(
        TrainerFamilies.NeuralNet,
        [
            new Axis(NeuralNetSettings.UnitsName, 48, 256, true, true),
            new Axis(NeuralNetSettings.LayersName, 1, 3, false, true),
            new Axis(NeuralNetSettings.DropoutName, 0, 0.4, false, false),
            new Axis(NeuralNetSettings.DecayName, 2e-3, 0.5, true, false),
            new Axis(NeuralNetSettings.RateName, 5e-4, 1e-2, true, false),
        ],
        IsSkewed(setup) ? [new Choice(TargetForm.Name, ParameterValue.Of(TargetForm.Plain), ParameterValue.Of(TargetForm.Logarithm))] : [],
        Title);

    public static IReadOnlyList<Configuration> Portfolio(SearchSetup setup)
    {
        var space = Of(setup);
        double[] values = [128, 2, 0.1, 0.02, setup.Target.Shape.HasClasses ? 2e-3 : 4e-3];
        return IsSkewed(setup) ? [space.Of(values, ParameterValue.Of(TargetForm.Logarithm))] : [space.Of(values)];
    }

    private static bool IsSkewed(SearchSetup setup) => SkewedTarget.Objective(setup) is not null;

    private static string Title(IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        var scale = parameters.GetValueOrDefault(TargetForm.Name).Text == TargetForm.Logarithm ? " of the logarithm" : "";
        return $"Neural network{scale}, {parameters[NeuralNetSettings.LayersName]} × {parameters[NeuralNetSettings.UnitsName]} units";
    }
}
