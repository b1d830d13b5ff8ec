namespace MlWorkbench.Engine.Experiments.LightGbm;

/// <summary>Output of <see cref="LightGbmBooster.Predict"/> per row. The numbers are LightGBM's.</summary>
public enum PredictKind
{
    /// <summary>Probability of class 1, a probability per class, or the number.</summary>
    Output = 0,

    /// <summary>Raw scores.</summary>
    Raw = 1,

    /// <summary>Per class, one Shapley value per feature and the base value.</summary>
    Contributions = 3,
}
