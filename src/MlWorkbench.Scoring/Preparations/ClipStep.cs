using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Limits values to two bounds. A missing value remains missing.</summary>
public sealed class ClipStep : NumberToNumberStep
{
    /// <param name="low">Lower bound. If null, there is none.</param>
    /// <param name="high">Upper bound. If null, there is none.</param>
    public ClipStep(string column, string output, ColumnType type, double? low, double? high)
        : base(column, output, type)
    {
        if (low is { } least)
        {
            Finite(least, "the bound");
        }

        if (high is { } most)
        {
            Finite(most, "the bound");
        }

        if (low > high)
        {
            throw new ArgumentException($"Column '{column}' cannot be clipped from {low} to {high}.");
        }

        (Low, High) = (low, high);
    }

    public double? Low { get; }

    public double? High { get; }

    protected override double Map(double value) => value < Low ? Low.Value : value > High ? High.Value : value;
}
