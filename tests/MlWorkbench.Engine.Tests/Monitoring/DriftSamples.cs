namespace MlWorkbench.Engine.Tests.Monitoring;

/// <summary>Numbers by formula, so that Python creates the same ones: see golden.py in this folder.</summary>
internal static class DriftSamples
{
    public static double[] Reference(int rows) => Make(rows, i => (i * 37 % 101 / 10.0) + (i * i % 17 / 7.0));

    public static double[] Current(int rows) => Make(rows, i => (i * 41 % 103 / 9.0) + (i * i % 13 / 5.0));

    private static double[] Make(int rows, Func<long, double> value) => [.. Enumerable.Range(0, rows).Select(i => value(i))];
}
