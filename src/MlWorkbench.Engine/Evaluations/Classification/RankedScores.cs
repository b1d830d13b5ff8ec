namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>Rows sorted by the probability of one class, lowest first. Ranking metrics and curves are computed from them.</summary>
internal sealed class RankedScores
{
    private RankedScores(double[] scores, int[] rows, bool[] positive)
    {
        Scores = scores;
        Rows = rows;
        Positive = positive;
        Positives = positive.Count(value => value);
    }

    /// <summary>Probabilities in ascending order.</summary>
    public double[] Scores { get; }

    /// <summary>The original row of each score.</summary>
    public int[] Rows { get; }

    /// <summary>Whether the row at each position is of the class.</summary>
    public bool[] Positive { get; }

    public int Count => Scores.Length;

    public int Positives { get; }

    public int Negatives => Count - Positives;

    public static RankedScores Of(Actuals actuals, Predictions predictions, int @class = 1)
    {
        var scores = new double[actuals.Rows];
        var rows = new int[actuals.Rows];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
            scores[row] = predictions.Values[(row * predictions.Outputs) + @class];
        }

        Array.Sort(scores, rows);
        var positive = new bool[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            positive[i] = (int)actuals.Values[rows[i]] == @class;
        }

        return new RankedScores(scores, rows, positive);
    }

    /// <summary>End (exclusive) of the run of equal scores that starts at <paramref name="start"/>.</summary>
    public int EndOfTies(int start)
    {
        var end = start + 1;
        while (end < Count && Scores[end] == Scores[start])
        {
            end++;
        }

        return end;
    }

    public int CountPositives(int start, int end)
    {
        var count = 0;
        for (var i = start; i < end; i++)
        {
            count += Positive[i] ? 1 : 0;
        }

        return count;
    }
}
