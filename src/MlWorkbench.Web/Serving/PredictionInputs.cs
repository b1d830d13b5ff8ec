using System.Globalization;
using System.Text.Json.Nodes;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Web.Serving;

/// <summary>Values of the prediction form: one text per column, empty if missing.</summary>
internal sealed class PredictionInputs
{
    private readonly ModelSignature _signature;
    private readonly Dictionary<string, string> _texts;

    /// <summary>Starts with the signature's examples.</summary>
    public PredictionInputs(ModelSignature signature)
    {
        _signature = signature;
        _texts = signature.Columns.ToDictionary(column => column.Name, column => column.Example ?? "", StringComparer.Ordinal);
    }

    public string this[string column]
    {
        get => _texts[column];
        set => _texts[column] = value;
    }

    /// <summary>The request body.</summary>
    public JsonObject ToBody(bool explain)
    {
        var row = new JsonObject();
        foreach (var column in _signature.Columns)
        {
            row[column.Name] = ValueOf(column, _texts[column.Name]);
        }

        var body = new JsonObject { ["rows"] = new JsonArray(row) };
        if (explain)
        {
            body["explain"] = true;
        }

        return body;
    }

    /// <summary>A text that is not a number is sent unchanged, so that the error names it.</summary>
    private static JsonValue? ValueOf(SignatureColumn column, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        return column.Type is ColumnType.Integer or ColumnType.Number && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}
