namespace MlWorkbench.Scoring.Models;

/// <summary>A fitted model over a row of features. Safe to use from several threads at once.</summary>
public abstract class Model
{
    /// <summary>Stable name in the package, for example <c>trees</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Numbers it gives a row: one for regression, a probability per class otherwise (two for binary), summing to 1.</summary>
    public abstract int Outputs { get; }

    public abstract void Score(ReadOnlySpan<float> features, Span<double> outputs);
}
