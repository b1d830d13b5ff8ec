using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Package;

/// <summary>What a model takes and gives: the contract that every scored row is checked against.</summary>
/// <param name="Target">The column that the model predicts.</param>
/// <param name="Classes">Class labels as spelled in the data, in the order of the probabilities; empty for regression.</param>
/// <param name="PositiveClass">The class that binary metrics and scores speak of.</param>
/// <param name="Columns">Input columns, in the order of the training data.</param>
/// <param name="Threshold">Binary: probability of the positive class from which a row is labelled with it.</param>
public sealed record ModelSignature(
    ModelTask Task,
    string Target,
    IReadOnlyList<string> Classes,
    string? PositiveClass,
    IReadOnlyList<SignatureColumn> Columns,
    double Threshold = 0.5)
{
    /// <summary>Numbers that the model gives a row: one for regression, a probability per class otherwise.</summary>
    [JsonIgnore]
    public int Outputs => Task == ModelTask.Regression ? 1 : Classes.Count;

    /// <summary>Position of a column, −1 where there is none of that name.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == column)
            {
                return i;
            }
        }

        return -1;
    }
}
