using System.Globalization;

namespace MlWorkbench.Benchmarks.Import;

/// <summary>A duration in seconds: by the clock, and of the processors, which other work on the machine does not lengthen.</summary>
internal readonly record struct Elapsed(double Wall, double Processors)
{
    public static Elapsed operator +(Elapsed one, Elapsed other) => new(one.Wall + other.Wall, one.Processors + other.Processors);

    /// <summary>Ratios.</summary>
    public static Elapsed operator /(Elapsed one, Elapsed other) => new(one.Wall / other.Wall, one.Processors / other.Processors);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Wall:N2} ({Processors:N2} of the processors)");
}
