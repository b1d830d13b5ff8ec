namespace MlWorkbench.Engine.Evaluations;

/// <summary>A metric of decisions: it knows probabilities only by the class that they lead to, so that a binary model has a threshold that is best for it.</summary>
public interface IDecisionMetric : IMetric
{
    /// <summary>The metric of the number of rows by actual (first index) and predicted (second index) class.</summary>
    double Of(int[][] counts);
}
