namespace MlWorkbench.Scoring.Data;

/// <summary>One row to score, with a number or a text per column of the signature. All values are missing at first.</summary>
public sealed class ScoringRow
{
    public ScoringRow(int columns)
    {
        Numbers = new double[columns];
        Texts = new string?[columns];
        Clear();
    }

    /// <summary>Per column of the signature: the value of an Integer, Number or Date column. NaN means missing.</summary>
    public double[] Numbers { get; }

    /// <summary>Per column of the signature: the value of a Boolean, Category or Text column. Null means missing.</summary>
    public string?[] Texts { get; }

    /// <summary>Sets all values to missing.</summary>
    public void Clear()
    {
        Array.Fill(Numbers, double.NaN);
        Array.Clear(Texts);
    }
}
