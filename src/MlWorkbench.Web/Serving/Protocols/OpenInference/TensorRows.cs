using System.Globalization;
using System.Text.Json;
using MlWorkbench.Application;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Web.Serving.Protocols.OpenInference;

/// <summary>Converts the inputs of a call to rows: one input per column of the model, or one matrix with a column per column.</summary>
internal static class TensorRows
{
    /// <exception cref="WorkbenchException">The inputs are not those of the model, or differ in their number of rows.</exception>
    public static JsonElement Build(ModelSignature signature, IReadOnlyList<Tensor> inputs, int mostRows)
    {
        if (inputs.Count == 0)
        {
            throw new WorkbenchException(
                ErrorKind.Malformed, "inputs_missing", "The call has no inputs. Send one input per column of the model, or one matrix.");
        }

        return inputs is [var only] && (only.Columns > 1 || signature.IndexOf(only.Name) < 0) && only.Shape.Count == 2
            ? BuildFromMatrix(signature, only, mostRows)
            : BuildFromColumns(signature, inputs, mostRows);
    }

    private static JsonElement BuildFromMatrix(ModelSignature signature, Tensor matrix, int mostRows)
    {
        var columns = signature.Columns;
        if (matrix.Columns != columns.Count)
        {
            throw new WorkbenchException(ErrorKind.Malformed, "shape_mismatch", string.Create(CultureInfo.InvariantCulture,
                $"Input '{Shown.Of(matrix.Name)}' has {matrix.Columns} columns, but the model has {columns.Count}, in this order: {Names(signature)}."),
                column: matrix.Name);
        }

        return Build(matrix.Rows, mostRows, (json, row) =>
        {
            for (var column = 0; column < columns.Count; column++)
            {
                json.WritePropertyName(columns[column].Name);
                matrix.WriteElement(json, (row * columns.Count) + column);
            }
        });
    }

    private static JsonElement BuildFromColumns(ModelSignature signature, IReadOnlyList<Tensor> inputs, int mostRows)
    {
        var byName = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            if (signature.IndexOf(input.Name) < 0)
            {
                throw Refusal("input_unknown", input, $"is not a column of the model. The columns are: {Names(signature)}.");
            }

            if (!byName.TryAdd(input.Name, input))
            {
                throw Refusal("input_twice", input, $"occurs twice. Send each column once.");
            }

            if (input.Columns != 1)
            {
                throw Refusal("shape_invalid", input, $"has {input.Columns} values per row. Use the shape [rows] or [rows, 1].");
            }

            if (input.Rows != inputs[0].Rows)
            {
                throw Refusal("shape_mismatch", input, $"has {input.Rows} rows, but input '{Shown.Of(inputs[0].Name)}' has {inputs[0].Rows}.");
            }
        }

        if (signature.Columns.Where(column => !byName.ContainsKey(column.Name)).Select(column => column.Name).ToList() is { Count: > 0 } missing)
        {
            throw new WorkbenchException(ErrorKind.Malformed, "inputs_missing",
                $"The call lacks inputs of the model: {Shown.Of(missing)}. Send NaN, null or an empty text for a missing value.", column: missing[0]);
        }

        return Build(inputs[0].Rows, mostRows, (json, row) =>
        {
            foreach (var input in inputs)
            {
                json.WritePropertyName(input.Name);
                input.WriteElement(json, row);
            }
        });
    }

    private static JsonElement Build(int rows, int mostRows, Action<Utf8JsonWriter, int> writeRow)
    {
        using var builder = new RowsBuilder(mostRows);
        for (var row = 0; row < rows; row++)
        {
            builder.StartRow();
            writeRow(builder.Json, row);
            builder.EndRow();
        }

        return builder.ToRows();
    }

    private static string Names(ModelSignature signature) => Shown.Of([.. signature.Columns.Select(column => column.Name)]);

    private static WorkbenchException Refusal(string code, Tensor input, FormattableString what) =>
        new(ErrorKind.Malformed, code, $"Input '{Shown.Of(input.Name)}' {FormattableString.Invariant(what)}", column: input.Name);
}
