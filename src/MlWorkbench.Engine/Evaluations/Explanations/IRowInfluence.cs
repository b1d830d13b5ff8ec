namespace MlWorkbench.Engine.Evaluations.Explanations;

/// <summary>
/// A metric that behaves like a mean over rows. The influence of each row is known, so its interval, and the difference of two models on the same rows, cost
/// one pass.
/// </summary>
internal interface IRowInfluence
{
    /// <summary>The influence of each row on the metric, up to a constant. The standard error of their mean is the standard error of the metric.</summary>
    double[] Influence(Actuals actuals, Predictions predictions);
}
