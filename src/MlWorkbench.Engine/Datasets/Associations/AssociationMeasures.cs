namespace MlWorkbench.Engine.Datasets.Associations;

/// <summary>Measures of association of two columns, over the rows where both have a value.</summary>
internal static class AssociationMeasures
{
    /// <summary>Pearson's product-moment correlation, −1 to 1. 0 if a column is constant.</summary>
    public static double Pearson(double[] first, double[] second)
    {
        var (count, meanFirst, meanSecond) = (0, 0d, 0d);
        var (squaresFirst, squaresSecond, products) = (0d, 0d, 0d);
        for (var row = 0; row < first.Length; row++)
        {
            if (double.IsNaN(first[row]) || double.IsNaN(second[row]))
            {
                continue;
            }

            // Welford's update avoids the difference of large sums.
            count++;
            var (deltaFirst, deltaSecond) = (first[row] - meanFirst, second[row] - meanSecond);
            meanFirst += deltaFirst / count;
            meanSecond += deltaSecond / count;
            squaresFirst += deltaFirst * (first[row] - meanFirst);
            squaresSecond += deltaSecond * (second[row] - meanSecond);
            products += deltaFirst * (second[row] - meanSecond);
        }

        return squaresFirst > 0 && squaresSecond > 0 ? Math.Clamp(products / Math.Sqrt(squaresFirst) / Math.Sqrt(squaresSecond), -1, 1) : 0;
    }

    /// <summary>
    /// Cramér's V with Bergsma's correction for bias (Journal of the Korean Statistical Society 42, 2013), 0 to 1. Without the correction, categories with
    /// many levels seem related by chance.
    /// </summary>
    public static double CramersV(int[] first, int firstLevels, int[] second, int secondLevels)
    {
        var counts = new int[firstLevels * secondLevels];
        var (rows, columns) = (new int[firstLevels], new int[secondLevels]);
        var total = 0;
        for (var row = 0; row < first.Length; row++)
        {
            if (first[row] >= 0 && second[row] >= 0)
            {
                counts[(first[row] * secondLevels) + second[row]]++;
                rows[first[row]]++;
                columns[second[row]]++;
                total++;
            }
        }

        double r = rows.Count(count => count > 0);
        double k = columns.Count(count => count > 0);
        if (r < 2 || k < 2)
        {
            return 0;
        }

        double sum = 0;
        for (var cell = 0; cell < counts.Length; cell++)
        {
            if (counts[cell] > 0)
            {
                sum += (double)counts[cell] * counts[cell] / rows[cell / secondLevels] / columns[cell % secondLevels];
            }
        }

        double n = total;
        var phi = Math.Max(0, sum - 1 - ((r - 1) * (k - 1) / (n - 1)));
        var smaller = Math.Min(r - ((r - 1) * (r - 1) / (n - 1)), k - ((k - 1) * (k - 1) / (n - 1))) - 1;
        return smaller > 0 ? Math.Min(1, Math.Sqrt(phi / smaller)) : 0;
    }

    /// <summary>The correlation ratio η, 0 to 1: the root of the share of the variance that is between the levels.</summary>
    public static double CorrelationRatio(int[] levels, int levelCount, double[] numbers)
    {
        var (sums, counts) = (new double[levelCount], new int[levelCount]);
        var (count, mean, squares) = (0, 0d, 0d);
        for (var row = 0; row < levels.Length; row++)
        {
            if (levels[row] < 0 || double.IsNaN(numbers[row]))
            {
                continue;
            }

            count++;
            var delta = numbers[row] - mean;
            mean += delta / count;
            squares += delta * (numbers[row] - mean);
            sums[levels[row]] += numbers[row];
            counts[levels[row]]++;
        }

        double between = 0;
        for (var level = 0; level < levelCount; level++)
        {
            if (counts[level] > 0)
            {
                var distance = (sums[level] / counts[level]) - mean;
                between += counts[level] * distance * distance;
            }
        }

        return squares > 0 ? Math.Sqrt(Math.Clamp(between / squares, 0, 1)) : 0;
    }
}
