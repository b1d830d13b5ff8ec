using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Package;

/// <summary>Inputs and outputs of a model. Every scored row is checked against it.</summary>
/// <param name="Target">The column that the model predicts.</param>
/// <param name="Classes">Class labels as spelled in the data, in the order of the probabilities. Empty for regression.</param>
/// <param name="PositiveClass">The class of binary metrics and scores.</param>
/// <param name="Columns">Input columns, in the order of the training data.</param>
/// <param name="Threshold">Binary: probability from which the positive class is predicted.</param>
public sealed record ModelSignature(
    ModelTask Task,
    string Target,
    IReadOnlyList<string> Classes,
    string? PositiveClass,
    IReadOnlyList<SignatureColumn> Columns,
    double Threshold = 0.5)
{
    /// <summary>The outputs of the task.</summary>
    [JsonIgnore]
    public OutputShape Shape => OutputShape.Of(Task);

    /// <summary>Outputs per row: one for regression, otherwise a probability per class.</summary>
    [JsonIgnore]
    public int Outputs => Shape.Outputs(Classes.Count);

    /// <summary>Position of a column. −1 if there is none of that name.</summary>
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

    /// <summary>The class of these outputs: the most probable one, or for binary the positive class from the threshold on. Null for regression.</summary>
    public string? LabelOf(ReadOnlySpan<double> outputs) => Shape.HasClasses ? Classes[Shape.Predicted(outputs, Threshold)] : null;

    /// <summary>The number of these outputs: the predicted one for regression, the probability of the positive class for binary, or the highest probability.</summary>
    public double ScoreOf(ReadOnlySpan<double> outputs) => outputs[Shape.HasPositiveClass ? 1 : Shape.Predicted(outputs, Threshold)];
}
