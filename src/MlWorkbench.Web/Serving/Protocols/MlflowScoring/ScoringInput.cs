using System.Globalization;
using System.Text.Json;
using MlWorkbench.Application;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Web.Serving.Protocols.MlflowScoring;

/// <summary>Converts the JSON forms of MLflow's scoring protocol to rows with the columns of the model. Other columns are dropped.</summary>
internal sealed class ScoringInput(ModelSignature signature, int mostRows)
{
    private const string Split = "dataframe_split";
    private const string Records = "dataframe_records";
    private const string Instances = "instances";
    private const string Inputs = "inputs";

    /// <summary>Parameters of the model itself, which has none.</summary>
    private const string Parameters = "params";

    /// <exception cref="WorkbenchException">The body has none of the forms, or not the columns of the model.</exception>
    public JsonElement Read(JsonElement body)
    {
        var fields = body.ValueKind == JsonValueKind.Object ? body.EnumerateObject().Where(field => field.Name != Parameters).ToList() : [];
        return fields is [{ Name: Split or Records or Instances or Inputs } field]
            ? field.Name switch
            {
                Split => ReadSplit(field.Value),
                Records => ReadRecords(field.Value, Records),
                Inputs when field.Value.ValueKind == JsonValueKind.Object => ReadColumns(field.Value),
                _ when StartsWithObject(field.Value) => ReadRecords(field.Value, field.Name),
                _ => ReadTensor(field.Value, field.Name),
            }
            : throw Malformed("The input must be a JSON dictionary with exactly one of the input fields "
                + "{'dataframe_split', 'dataframe_records', 'instances', 'inputs'}. "
                + $"Received dictionary with input fields: [{Shown.Of([.. fields.Select(given => given.Name)])}].");
    }

    private JsonElement ReadSplit(JsonElement split)
    {
        if (split.ValueKind != JsonValueKind.Object || !split.TryGetProperty("columns", out var columns) || columns.ValueKind != JsonValueKind.Array
            || !split.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
        {
            throw Malformed($"'{Split}' must be an object with the arrays 'columns' and 'data'.");
        }

        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (position, name) in columns.EnumerateArray().Index())
        {
            if (name.ValueKind is not (JsonValueKind.String or JsonValueKind.Number) || !positions.TryAdd(name.ToString(), position))
            {
                throw Malformed($"'columns' contains {Shown.Of(name.GetRawText())}, which is not a text, or occurs twice.");
            }
        }

        RequireAll(positions.Keys);
        return Build(data, (json, row, number) =>
        {
            RequireWidth(row, number, positions.Count);
            foreach (var column in signature.Columns)
            {
                Write(json, column.Name, row[positions[column.Name]]);
            }
        });
    }

    private JsonElement ReadRecords(JsonElement records, string field)
    {
        if (records.ValueKind != JsonValueKind.Array)
        {
            throw Malformed($"'{field}' must be an array of objects.");
        }

        RequireAll(records.EnumerateArray()
            .Where(record => record.ValueKind == JsonValueKind.Object)
            .SelectMany(record => record.EnumerateObject())
            .Select(value => value.Name));
        return Build(records, (json, row, number) =>
        {
            if (row.ValueKind != JsonValueKind.Object)
            {
                throw Malformed(string.Create(CultureInfo.InvariantCulture, $"Row {number} of '{field}' is not an object of values by column name."));
            }

            foreach (var column in signature.Columns)
            {
                if (row.TryGetProperty(column.Name, out var value))
                {
                    Write(json, column.Name, value);
                }
                else
                {
                    json.WriteNull(column.Name);
                }
            }
        });
    }

    private JsonElement ReadColumns(JsonElement columns)
    {
        RequireAll(columns.EnumerateObject().Select(column => column.Name));
        var values = signature.Columns.Select(column => columns.GetProperty(column.Name)).ToList();
        var odd = values.FindIndex(column => column.ValueKind != JsonValueKind.Array || column.GetArrayLength() != Length(values[0]));
        if (odd >= 0)
        {
            throw Malformed($"Column '{Shown.Of(signature.Columns[odd].Name)}' of '{Inputs}' is not an array, or has another length than the first column.");
        }

        using var rows = new RowsBuilder(mostRows);
        var cells = values.Select(column => column.EnumerateArray()).ToArray();
        for (var row = 0; row < Length(values[0]); row++)
        {
            rows.StartRow();
            for (var column = 0; column < cells.Length; column++)
            {
                cells[column].MoveNext();
                Write(rows.Json, signature.Columns[column].Name, Unwrap(cells[column].Current));
            }

            rows.EndRow();
        }

        return rows.ToRows();
    }

    /// <summary>Rows of values in the order of the model's columns. For a model with one column, also plain values.</summary>
    private JsonElement ReadTensor(JsonElement tensor, string field)
    {
        if (tensor.ValueKind != JsonValueKind.Array)
        {
            throw Malformed($"'{field}' must be an array of rows{(field == Inputs ? ", or an object of columns" : "")}.");
        }

        return Build(tensor, (json, row, number) =>
        {
            if (signature.Columns.Count == 1)
            {
                Write(json, signature.Columns[0].Name, Unwrap(row));
                return;
            }

            RequireWidth(row, number, signature.Columns.Count);
            foreach (var (position, column) in signature.Columns.Index())
            {
                Write(json, column.Name, row[position]);
            }
        });
    }

    private JsonElement Build(JsonElement items, Action<Utf8JsonWriter, JsonElement, int> write)
    {
        using var rows = new RowsBuilder(mostRows);
        var number = 0;
        foreach (var item in items.EnumerateArray())
        {
            rows.StartRow();
            write(rows.Json, item, ++number);
            rows.EndRow();
        }

        return rows.ToRows();
    }

    /// <summary>MLflow refuses a table that lacks a column of the model. A single missing value is allowed.</summary>
    /// <param name="given">Names of the table, with repetitions. They are read until all columns are found.</param>
    private void RequireAll(IEnumerable<string> given)
    {
        var missing = signature.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        using var names = given.GetEnumerator();
        while (missing.Count > 0 && names.MoveNext())
        {
            missing.Remove(names.Current);
        }

        if (missing.Count > 0)
        {
            throw WorkbenchException.Invalid("columns_missing",
                $"Failed to predict data: Failed to enforce schema. Model is missing inputs [{Shown.Of(missing)}]. "
                + "Send every column of the model; null is a missing value.", column: missing.First());
        }
    }

    private static void Write(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }

    /// <summary>A tensor of shape [n, 1] holds each value in an array.</summary>
    private static JsonElement Unwrap(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1 ? value[0] : value;

    private static bool StartsWithObject(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array && array.EnumerateArray().FirstOrDefault().ValueKind == JsonValueKind.Object;

    private static int Length(JsonElement array) => array.ValueKind == JsonValueKind.Array ? array.GetArrayLength() : 0;

    private static void RequireWidth(JsonElement row, int number, int columns)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != columns)
        {
            throw Malformed(string.Create(CultureInfo.InvariantCulture, $"Row {number} is not an array of {columns} values, one for each column."));
        }
    }

    private static WorkbenchException Malformed(string sentence) => new(ErrorKind.Malformed, "input_invalid", sentence);
}
