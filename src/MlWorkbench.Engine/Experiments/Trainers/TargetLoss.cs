namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>Losses that gradient-based training minimises.</summary>
internal enum TargetLoss
{
    Squared,

    /// <summary>For counts and amounts whose variance grows with their size: the score is the logarithm of the mean (McCullagh and Nelder 1989).</summary>
    Poisson,
    Logistic,
    Softmax,
}
