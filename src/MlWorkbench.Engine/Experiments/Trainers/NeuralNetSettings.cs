using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>How a network is built and trained.</summary>
/// <param name="Units">Per hidden layer.</param>
/// <param name="Layers">Hidden layers.</param>
/// <param name="Dropout">Share of hidden units that a row does without in training.</param>
/// <param name="Decay">Share of the weights, times the rate, that each step takes away.</param>
/// <param name="Rate">Largest learning rate.</param>
/// <param name="Logarithmic">Learns the logarithm of a target that is not negative.</param>
internal sealed record NeuralNetSettings(int Units, int Layers, float Dropout, float Decay, float Rate, bool Logarithmic = false)
{
    public const string UnitsName = "units";
    public const string LayersName = "hidden_layers";
    public const string DropoutName = "dropout";
    public const string DecayName = "weight_decay";
    public const string RateName = "learning_rate";

    /// <summary>Epochs that training had settled on.</summary>
    public const string Epochs = "epochs";

    public static NeuralNetSettings Of(Configuration configuration) => new(
        (int)configuration.Number(UnitsName, 128),
        (int)configuration.Number(LayersName, 2),
        (float)configuration.Number(DropoutName, 0.1),
        (float)configuration.Number(DecayName, 0.02),
        (float)configuration.Number(RateName, 2e-3),
        TargetForm.IsLogarithmic(configuration));
}
