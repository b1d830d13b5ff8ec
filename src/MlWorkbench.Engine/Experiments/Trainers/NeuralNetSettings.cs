using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>Structure and training settings of a network.</summary>
/// <param name="Units">Units per hidden layer.</param>
/// <param name="Layers">Number of hidden layers.</param>
/// <param name="Dropout">Share of hidden units that are dropped per row in training.</param>
/// <param name="Decay">Share of the weights, times the rate, that each step subtracts.</param>
/// <param name="Rate">Largest learning rate.</param>
/// <param name="Logarithmic">Whether to train on the logarithm of a non-negative target.</param>
internal sealed record NeuralNetSettings(int Units, int Layers, float Dropout, float Decay, float Rate, bool Logarithmic = false)
{
    public const string UnitsName = "units";
    public const string LayersName = "hidden_layers";
    public const string DropoutName = "dropout";
    public const string DecayName = "weight_decay";
    public const string RateName = "learning_rate";

    /// <summary>Number of epochs determined in training.</summary>
    public const string Epochs = "epochs";

    public static NeuralNetSettings Of(Configuration configuration) => new(
        (int)configuration.Number(UnitsName, 128),
        (int)configuration.Number(LayersName, 2),
        (float)configuration.Number(DropoutName, 0.1),
        (float)configuration.Number(DecayName, 0.02),
        (float)configuration.Number(RateName, 2e-3),
        TargetForm.IsLogarithmic(configuration));
}
