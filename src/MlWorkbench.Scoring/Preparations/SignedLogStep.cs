using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>sign(x) · ln(1 + |x|): a logarithm for all numbers. It is 0 for 0 and symmetric for losses and gains.</summary>
public sealed class SignedLogStep(string column, string output) : NumberToNumberStep(column, output, ColumnType.Number)
{
    protected override double Map(double value)
    {
        var size = Math.Log(1 + Math.Abs(value));
        return value < 0 ? -size : size;
    }
}
