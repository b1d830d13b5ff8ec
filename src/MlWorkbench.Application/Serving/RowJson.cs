using System.Text;
using System.Text.Json;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving;

/// <summary>JSON of a scored row in the log: an object of the signature's columns, null if missing.</summary>
internal static class RowJson
{
    /// <param name="mostCharacters">Maximum of a text. A longer text is truncated.</param>
    public static string Write(ScoringRow row, ModelSignature signature, int mostCharacters)
    {
        using var buffer = new MemoryStream(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            for (var i = 0; i < signature.Columns.Count; i++)
            {
                json.WritePropertyName(signature.Columns[i].Name);
                WriteValue(json, row, i, signature.Columns[i].Type, mostCharacters);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteValue(Utf8JsonWriter json, ScoringRow row, int position, ColumnType type, int mostCharacters)
    {
        var number = row.Numbers[position];
        switch (type)
        {
            case ColumnType.Integer or ColumnType.Number or ColumnType.Date when double.IsNaN(number):
                json.WriteNullValue();
                break;
            case ColumnType.Integer or ColumnType.Number:
                json.WriteNumberValue(number);
                break;
            case ColumnType.Date:
                json.WriteStringValue(DateText.Format(number));
                break;
            default:
                json.WriteStringValue(Cut(row.Texts[position], mostCharacters));
                break;
        }
    }

    private static string? Cut(string? text, int mostCharacters)
    {
        if (text is null || text.Length <= mostCharacters)
        {
            return text;
        }

        // A half surrogate pair is not valid text.
        var length = mostCharacters > 0 && char.IsHighSurrogate(text[mostCharacters - 1]) ? mostCharacters - 1 : mostCharacters;
        return string.Concat(text.AsSpan(0, length), "…");
    }
}
