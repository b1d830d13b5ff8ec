using System.Text.Json;
using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Web.Serving.Protocols.OpenInference;

/// <summary>Name, datatype and shape of an input or output. −1 stands for the number of rows.</summary>
internal sealed record TensorMetadata(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("datatype")] string Datatype,
    [property: JsonPropertyName("shape")] IReadOnlyList<long> Shape)
{
    private const long AnyRows = -1;

    public static IReadOnlyList<TensorMetadata> InputsOf(ModelSignature signature) =>
        [.. signature.Columns.Select(column => new TensorMetadata(column.Name, DatatypeOf(column.Type), [AnyRows]))];

    public static IReadOnlyList<TensorMetadata> OutputsOf(ModelSignature signature)
    {
        var score = new TensorMetadata(OutputTensor.Score, OpenInference.Datatype.Number, [AnyRows]);
        return signature.Classes.Count == 0
            ? [score]
            :
            [
                new(OutputTensor.Label, OpenInference.Datatype.Text, [AnyRows]),
                score,
                new(OutputTensor.Probabilities, OpenInference.Datatype.Number, [AnyRows, signature.Classes.Count]),
            ];
    }

    /// <summary>The task, the target, and the classes in the order of the probabilities. The protocol has no fields for them.</summary>
    public static IReadOnlyDictionary<string, string> PropertiesOf(ModelSignature signature)
    {
        var properties = new Dictionary<string, string>
        {
            ["task"] = JsonNamingPolicy.CamelCase.ConvertName(signature.Task.ToString()),
            ["target"] = signature.Target,
        };
        if (signature.Classes.Count > 0)
        {
            properties["classes"] = JsonSerializer.Serialize(signature.Classes);
        }

        return properties;
    }

    /// <summary>Dates and yes or no are texts as in the data.</summary>
    private static string DatatypeOf(ColumnType type) => type switch
    {
        ColumnType.Integer => OpenInference.Datatype.WholeNumber,
        ColumnType.Number => OpenInference.Datatype.Number,
        _ => OpenInference.Datatype.Text,
    };
}
