using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Features;

/// <summary>
/// The target by the levels of a column: sums and rows per level, and the variance of the target within and between levels, by the moments
/// of a one-way analysis of variance with levels of different sizes (Searle, Casella and McCulloch 1992, section 3.6). Level 0 is missing.
/// </summary>
internal sealed class LevelMeans
{
    /// <summary>Used if no level has two rows, so that the variance within levels is unknown.</summary>
    private const double UsualShrinkage = 10;

    /// <summary>Standard deviations of F above its expected value.</summary>
    private const double Significance = 4;

    private const double LeastShrinkage = 0.5;

    /// <summary>Includes levels that do not differ beyond chance.</summary>
    private const double MostShrinkage = 200;

    private readonly double[] _sums;
    private readonly int _levels;
    private readonly double _total;
    private readonly double[] _squaresWithin;
    private readonly double[] _squaresBetween;
    private readonly double[] _shrinkage;

    private LevelMeans(double[] sums, double[] rows, double[] overall, double[] squaresWithin)
    {
        (_sums, Rows, Overall, _squaresWithin) = (sums, rows, overall, squaresWithin);
        _squaresBetween = new double[overall.Length];
        for (var level = 0; level < rows.Length; level++)
        {
            for (var output = 0; rows[level] > 0 && output < Outputs; output++)
            {
                var distance = Mean(level, output) - overall[output];
                _squaresBetween[output] += rows[level] * distance * distance;
            }
        }

        _levels = rows.Count(count => count > 0);
        _total = rows.Sum();
        _shrinkage = [.. Enumerable.Range(0, Outputs).Select(Estimate)];
    }

    /// <summary>Rows per level.</summary>
    public double[] Rows { get; }

    /// <summary>Mean of all rows per output.</summary>
    public double[] Overall { get; }

    public int Outputs => Overall.Length;

    /// <param name="leftOut">A fold whose rows are excluded, or −1 for none.</param>
    public static LevelMeans Of(CategoricalColumn column, EncodingTarget target, int leftOut = -1)
    {
        var outputs = target.Outputs;
        var sums = new double[(column.Levels.Length + 1) * outputs];
        var rows = new double[column.Levels.Length + 1];
        var overall = new double[outputs];
        ForEachRow((row, level) =>
        {
            rows[level]++;
            for (var output = 0; output < outputs; output++)
            {
                sums[(level * outputs) + output] += target.Values[(row * outputs) + output];
                overall[output] += target.Values[(row * outputs) + output];
            }
        });
        var total = Math.Max(1, rows.Sum());
        for (var output = 0; output < outputs; output++)
        {
            overall[output] /= total;
        }

        var within = new double[outputs];
        ForEachRow((row, level) =>
        {
            for (var output = 0; output < outputs; output++)
            {
                var distance = target.Values[(row * outputs) + output] - (sums[(level * outputs) + output] / rows[level]);
                within[output] += distance * distance;
            }
        });
        return new LevelMeans(sums, rows, overall, within);

        void ForEachRow(Action<int, int> visit)
        {
            for (var row = 0; row < target.Rows; row++)
            {
                if (target.Folds[row] != leftOut)
                {
                    visit(row, column.Codes[row] + 1);
                }
            }
        }
    }

    /// <summary>The mean of a level that has rows.</summary>
    public double Mean(int level, int output) => Sum(level, output) / Rows[level];

    public double Sum(int level, int output) => _sums[(level * Outputs) + output];

    /// <summary>The variance within levels.</summary>
    private double Within(int output) => _squaresWithin[output] / (_total - _levels);

    /// <summary>The variance between levels. Negative if chance makes them look similar.</summary>
    private double Between(int output) =>
        (_squaresBetween[output] - ((_levels - 1) * Within(output))) / (_total - (Rows.Sum(count => count * count) / _total));

    /// <summary>Whether levels differ beyond chance: the F statistic is some standard deviations above 1, its expected value under chance.</summary>
    private bool Differ(int output) =>
        ShowsVariance && _squaresBetween[output] / (_levels - 1) > Within(output) * (1 + (Significance * Math.Sqrt((2.0 / (_levels - 1)) + (2.0 / (_total - _levels)))));

    /// <summary>Whether levels differ beyond chance in any output.</summary>
    public bool Differ() => Enumerable.Range(0, Outputs).Any(Differ);

    /// <summary>Rows of the overall mean to add to each level, estimated from the column.</summary>
    public double Shrinkage(int output) => _shrinkage[output];

    /// <summary>The mean of rows with this sum, shrunk towards the overall mean.</summary>
    /// <param name="smoothing">Rows of the overall mean to add. If null, <see cref="Shrinkage"/>.</param>
    public double Shrunk(double sum, double rows, int output, double? smoothing = null)
    {
        var added = smoothing ?? Shrinkage(output);
        return (sum + (added * Overall[output])) / (rows + added);
    }

    /// <summary>Whether there is more than one level, and a level with several rows.</summary>
    private bool ShowsVariance => _levels > 1 && _total > _levels;

    /// <summary>
    /// Empirical Bayes: with variance v within and b between levels, the best estimate of a level's mean is the mean of its rows and of v / b rows of the
    /// overall mean.
    /// </summary>
    private double Estimate(int output) =>
        !ShowsVariance ? UsualShrinkage
        : Between(output) > 0 ? Math.Clamp(Within(output) / Between(output), LeastShrinkage, MostShrinkage)
        : MostShrinkage;
}
