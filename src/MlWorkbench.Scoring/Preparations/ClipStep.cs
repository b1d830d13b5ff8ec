using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Moves what is outside of two bounds to them; a missing value stays missing.</summary>
public sealed class ClipStep : NumberToNumberStep
{
    /// <param name="low">Null: no lower bound.</param>
    /// <param name="high">Null: no upper bound.</param>
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
