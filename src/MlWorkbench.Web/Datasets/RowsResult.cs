using System.Text.Json;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Web.Datasets;

/// <summary>Rows as JSON: numbers as numbers, everything else as text, missing values as null.</summary>
internal sealed class RowsResult(Table rows, int offset, long total) : IResult
{
    private const int FlushBytes = 1 << 16;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteNumber("offset", offset);
        json.WriteNumber("total", total);
        json.WriteStartArray("rows");
        for (var row = 0; row < rows.RowCount; row++)
        {
            WriteRow(json, row);
            if (json.BytesPending > FlushBytes)
            {
                await json.FlushAsync(httpContext.RequestAborted);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(httpContext.RequestAborted);
    }

    private void WriteRow(Utf8JsonWriter json, int row)
    {
        json.WriteStartObject();
        foreach (var column in rows.Columns)
        {
            json.WritePropertyName(column.Name);
            switch (column)
            {
                case var _ when column.IsMissing(row):
                    json.WriteNullValue();
                    break;
                case NumericColumn { Type: ColumnType.Integer } integers:
                    json.WriteNumberValue((long)integers.Values[row]);
                    break;
                case NumericColumn { Type: ColumnType.Number } numbers:
                    json.WriteNumberValue(numbers.Values[row]);
                    break;
                default:
                    json.WriteStringValue(column.TextAt(row));
                    break;
            }
        }

        json.WriteEndObject();
    }
}
