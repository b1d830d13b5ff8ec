namespace MlWorkbench.Engine.Tasks;

/// <summary>The curves and tables of an evaluation, in addition to its metrics.</summary>
[Flags]
public enum TaskCurves
{
    None = 0,

    /// <summary>ROC, precision and recall, and calibration, all over the probability of the positive class.</summary>
    Ranking = 1,

    /// <summary>Actual class by predicted class.</summary>
    Confusion = 2,

    /// <summary>Actual minus predicted number.</summary>
    Residuals = 4,
}
