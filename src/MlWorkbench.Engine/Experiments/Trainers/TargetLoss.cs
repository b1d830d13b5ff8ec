namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>What models that are trained by gradients make small.</summary>
internal enum TargetLoss
{
    Squared,

    /// <summary>Of counts and amounts whose spread grows with their size: the score is the logarithm of the mean (McCullagh and Nelder 1989).</summary>
    Poisson,
    Logistic,
    Softmax,
}
