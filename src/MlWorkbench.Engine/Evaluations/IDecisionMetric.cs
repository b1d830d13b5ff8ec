namespace MlWorkbench.Engine.Evaluations;

/// <summary>A metric of predicted classes. It depends on probabilities only through the class, so a binary model has an optimal threshold for it.</summary>
public interface IDecisionMetric : IMetric
{
    /// <summary>The metric of the number of rows by actual (first index) and predicted (second index) class.</summary>
    double Of(int[][] counts);
}
