using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Tuning;

/// <summary>One hyper-parameter of a search space; steps on a logarithmic axis are ratios.</summary>
internal sealed record Axis(string Name, double Minimum, double Maximum, bool Logarithmic, bool Whole)
{
    /// <summary>The value at a position from 0 to 1.</summary>
    public double At(double position)
    {
        var value = Logarithmic
            ? Minimum * Math.Pow(Maximum / Minimum, position)
            : Minimum + ((Maximum - Minimum) * position);
        return Whole ? Math.Round(value) : Configuration.Round(value);
    }

    /// <summary>The position of a value, clamped to the axis.</summary>
    public double PositionOf(double value)
    {
        var held = Math.Clamp(value, Minimum, Maximum);
        return Logarithmic ? Math.Log(held / Minimum) / Math.Log(Maximum / Minimum) : (held - Minimum) / (Maximum - Minimum);
    }
}
