namespace MlWorkbench.Scoring.Data;

/// <summary>One row to score, laid out by the columns of the signature: a number or a text per column. All values are missing at first.</summary>
public sealed class ScoringRow
{
    public ScoringRow(int columns)
    {
        Numbers = new double[columns];
        Texts = new string?[columns];
        Clear();
    }

    /// <summary>Per column of the signature: the value of an Integer, Number or Date column; NaN is missing.</summary>
    public double[] Numbers { get; }

    /// <summary>Per column of the signature: the value of a Boolean, Category or Text column; null is missing.</summary>
    public string?[] Texts { get; }

    /// <summary>Makes all values missing.</summary>
    public void Clear()
    {
        Array.Fill(Numbers, double.NaN);
        Array.Clear(Texts);
    }
}
