using System.Text;
using System.Text.Json;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving;

/// <summary>A scored row as the log keeps it: an object of the signature's columns, null where missing.</summary>
internal static class RowJson
{
    public static string Write(ScoringRow row, ModelSignature signature)
    {
        using var buffer = new MemoryStream(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            for (var i = 0; i < signature.Columns.Count; i++)
            {
                json.WritePropertyName(signature.Columns[i].Name);
                WriteValue(json, row, i, signature.Columns[i].Type);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteValue(Utf8JsonWriter json, ScoringRow row, int position, ColumnType type)
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
                json.WriteStringValue(row.Texts[position]);
                break;
        }
    }
}
