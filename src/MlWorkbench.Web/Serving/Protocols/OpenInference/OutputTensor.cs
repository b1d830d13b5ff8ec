using System.Text.Json.Serialization;
using MlWorkbench.Application;
using MlWorkbench.Application.Serving;

namespace MlWorkbench.Web.Serving.Protocols.OpenInference;

/// <summary>An output of an answer: texts or numbers, row after row.</summary>
internal sealed record OutputTensor(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("datatype")] string Datatype,
    [property: JsonPropertyName("shape")] IReadOnlyList<long> Shape,
    [property: JsonIgnore] IReadOnlyList<string> Texts,
    [property: JsonIgnore] IReadOnlyList<double> Numbers)
{
    public const string Label = "label";
    public const string Score = "score";
    public const string Probabilities = "probabilities";

    /// <summary>The elements in JSON, which has no spelling for a number that is not finite.</summary>
    [JsonPropertyName("data")]
    public object Data => Datatype == OpenInference.Datatype.Text ? Texts : Numbers.Select(number => double.IsFinite(number) ? number : (double?)null);

    /// <summary>The outputs of an answer, or those that the caller requested, in the requested order.</summary>
    /// <exception cref="WorkbenchException">A requested output does not exist.</exception>
    public static IReadOnlyList<OutputTensor> Of(PredictionAnswer answer, IReadOnlyList<string> requested)
    {
        var all = All(answer.Predictions);
        return requested.Count == 0
            ? all
            : [.. requested.Select(name => all.Find(output => output.Name == name) ?? throw Unknown(name, all.Select(output => output.Name)))];
    }

    /// <exception cref="WorkbenchException">A requested output does not exist. Refused before any row is scored.</exception>
    public static void Require(IReadOnlyList<string> requested, IReadOnlyCollection<string> known)
    {
        if (requested.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw Unknown(unknown, known);
        }
    }

    private static List<OutputTensor> All(IReadOnlyList<Prediction> predictions)
    {
        var scores = new OutputTensor(Score, OpenInference.Datatype.Number, [predictions.Count], [], [.. predictions.Select(prediction => prediction.Score)]);
        return predictions[0].Probabilities is not { } classes
            ? [scores]
            :
            [
                new(Label, OpenInference.Datatype.Text, [predictions.Count], [.. predictions.Select(prediction => prediction.Label!)], []),
                scores,
                new(
                    Probabilities,
                    OpenInference.Datatype.Number,
                    [predictions.Count, classes.Count],
                    [],
                    [.. predictions.SelectMany(prediction => prediction.Probabilities!.Values)]),
            ];
    }

    private static WorkbenchException Unknown(string name, IEnumerable<string> known) =>
        new(ErrorKind.Malformed, "output_unknown", $"The model has no output '{Shown.Of(name)}'. Its outputs are: {string.Join(", ", known)}.", column: name);
}
