using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>Distribution of the Kolmogorov statistic D of n rows.</summary>
internal static class KolmogorovDistribution
{
    private const int MostRowsForExact = 2_000;

    /// <summary>P(D ≥ d).</summary>
    public static double Survival(int n, double d)
    {
        if (d >= 1)
        {
            return 0;
        }

        if (n * d <= 0.5)
        {
            return 1;
        }

        // In the tail, both one-sided events together are negligible (Simard and L'Ecuyer 2011).
        if (n * d * d >= 2.2 || d >= 0.5)
        {
            return Math.Min(1, 2 * OneSided(n, d));
        }

        return n <= MostRowsForExact ? 1 - Durbin(n, d) : Limit(n, d);
    }

    /// <summary>P(D+ ≥ d), Birnbaum and Tingey 1951.</summary>
    private static double OneSided(int n, double d)
    {
        var sum = 0.0;
        for (var j = 0; j < n * (1 - d); j++)
        {
            var share = d + ((double)j / n);
            sum += Math.Exp(SpecialFunctions.BinomialLn(n, j) + ((j - 1) * Math.Log(share)) + ((n - j) * Math.Log(1 - share)));
        }

        return Math.Min(1, d * sum);
    }

    /// <summary>P(D &lt; d), exactly: Durbin's matrix, raised to the n-th power by the method of Marsaglia, Tsang and Wang 2003.</summary>
    private static double Durbin(int n, double d)
    {
        var k = (int)Math.Ceiling(n * d);
        var h = k - (n * d);
        var size = (2 * k) - 1;
        var matrix = Matrix<double>.Build.Dense(size, size, (row, column) => Cell(row, column, size, h));
        var (power, exponent) = Power(matrix, n, k - 1);

        // Multiplies by n! / n^n in steps that neither overflow nor vanish.
        var probability = power[k - 1, k - 1];
        for (var i = 1; i <= n; i++)
        {
            probability = probability * i / n;
            if (probability < 1e-140)
            {
                probability *= 1e140;
                exponent -= 140;
            }
        }

        return Math.Clamp(probability * Math.Pow(10, exponent), 0, 1);
    }

    private static double Cell(int row, int column, int size, double h)
    {
        if (column == 0 && row == size - 1)
        {
            return (1 - (2 * Math.Pow(h, size)) + Math.Pow(Math.Max((2 * h) - 1, 0), size)) / SpecialFunctions.Factorial(size);
        }

        if (column == 0 || row == size - 1)
        {
            var order = column == 0 ? row + 1 : size - column;
            return (1 - Math.Pow(h, order)) / SpecialFunctions.Factorial(order);
        }

        var distance = row - column + 1;
        return distance < 0 ? 0 : 1 / SpecialFunctions.Factorial(distance);
    }

    private static (Matrix<double> Power, int Exponent) Power(Matrix<double> matrix, int n, int middle)
    {
        var power = Matrix<double>.Build.DenseIdentity(matrix.RowCount);
        var (exponent, matrixExponent) = (0, 0);
        for (var bits = n; bits > 0; bits /= 2)
        {
            if (bits % 2 == 1)
            {
                power *= matrix;
                exponent += matrixExponent;
                Scale(ref power, ref exponent, middle);
            }

            matrix *= matrix;
            matrixExponent *= 2;
            Scale(ref matrix, ref matrixExponent, middle);
        }

        return (power, exponent);
    }

    private static void Scale(ref Matrix<double> matrix, ref int exponent, int middle)
    {
        if (matrix[middle, middle] > 1e140)
        {
            matrix *= 1e-140;
            exponent += 140;
        }
    }

    /// <summary>Kolmogorov's limit with the correction for finite n of Stephens 1970.</summary>
    private static double Limit(int n, double d)
    {
        var root = Math.Sqrt(n);
        var z = d * (root + 0.12 + (0.11 / root));
        var sum = 0.0;
        for (var k = 1; k <= 100; k++)
        {
            sum += (k % 2 == 1 ? 1 : -1) * Math.Exp(-2.0 * k * k * z * z);
        }

        return Math.Clamp(2 * sum, 0, 1);
    }
}
