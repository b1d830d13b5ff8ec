using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Replaces missing values by one number.</summary>
public sealed class ImputeNumberStep(string column, string output, ColumnType type, double value) : NumberToNumberStep(column, output, type)
{
    public double Value { get; } = Finite(value, "the replacement");

    protected override double Map(double value) => double.IsNaN(value) ? Value : value;
}
