using System.Text.Json;
using MlWorkbench.Application;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Web.Serving.Protocols.MlflowScoring;

/// <summary>Reads rows in CSV: a header, then values separated by commas.</summary>
internal static class CsvRows
{
    /// <exception cref="WorkbenchException">The call has too many rows.</exception>
    /// <exception cref="EngineException">The text is not a table with the columns of the model.</exception>
    public static JsonElement Read(ReadOnlyMemory<byte> body, ModelSignature signature, int mostRows)
    {
        var bytes = body.ToArray();
        var options = new DatasetImportOptions
        {
            Delimiter = ',',
            Encoding = "utf-8",
            HasHeader = true,
            Decimal = '.',
            Types = signature.Columns.ToDictionary(column => column.Name, column => TypeOf(column.Type), StringComparer.Ordinal),
        };
        var table = CsvTableReader.Read(() => new MemoryStream(bytes, writable: false), options).Table;
        var columns = signature.Columns.Select(column => table[column.Name]).ToList();
        using var rows = new RowsBuilder(mostRows);
        for (var row = 0; row < table.RowCount; row++)
        {
            rows.StartRow();
            foreach (var column in columns)
            {
                Write(rows.Json, column, row);
            }

            rows.EndRow();
        }

        return rows.ToRows();
    }

    /// <summary>Categories keep their spelling: the file of one call does not show which values are possible.</summary>
    private static ColumnType TypeOf(ColumnType type) => type is ColumnType.Boolean or ColumnType.Category ? ColumnType.Text : type;

    private static void Write(Utf8JsonWriter json, Column column, int row)
    {
        if (column.IsMissing(row))
        {
            json.WriteNull(column.Name);
        }
        else if (column is NumericColumn { Type: not ColumnType.Date } numbers)
        {
            json.WriteNumber(column.Name, numbers.Values[row]);
        }
        else
        {
            json.WriteString(column.Name, column.TextAt(row));
        }
    }
}
