namespace MlWorkbench.Engine.Evaluations.Explanations;

/// <summary>A metric that behaves like a mean over rows: each row's influence on it is known, so that its interval, and the difference of two models on the same rows, cost one pass.</summary>
internal interface IRowInfluence
{
    /// <summary>Per row: how far it pulls the metric, up to a constant. The standard error of these numbers' mean is the metric's standard error.</summary>
    double[] Influence(Actuals actuals, Predictions predictions);
}
