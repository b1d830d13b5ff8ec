namespace MlWorkbench.Scoring.Data;

/// <summary>One row to score, laid out by the columns of the signature: a number or a text per column.</summary>
public sealed class ScoringRow(int columns)
{
    /// <summary>Per column of the signature: the value of an Integer, Number or Date column; NaN is missing.</summary>
    public double[] Numbers { get; } = new double[columns];

    /// <summary>Per column of the signature: the value of a Boolean, Category or Text column; null is missing.</summary>
    public string?[] Texts { get; } = new string?[columns];

    /// <summary>Makes all values missing.</summary>
    public void Clear()
    {
        Array.Fill(Numbers, double.NaN);
        Array.Clear(Texts);
    }
}
