using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>Actual outcome per row: the number for regression, otherwise the index of the class (binary: 1 is the positive class).</summary>
public sealed record Actuals(ModelTask Task, double[] Values, IReadOnlyList<string> Classes)
{
    /// <summary>The outputs of models for this task.</summary>
    public OutputShape Shape => OutputShape.Of(Task);

    public int Rows => Values.Length;

    /// <summary>Returns only the given rows, in the given order.</summary>
    public Actuals Take(ReadOnlySpan<int> rows)
    {
        var taken = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            taken[i] = Values[rows[i]];
        }

        return new Actuals(Task, taken, Classes);
    }
}
