using System.Text.Json;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Serving.Protocols.OpenInference;

/// <summary>A call of the REST flavour: JSON, or JSON followed by the raw bytes of inputs (the binary tensor extension).</summary>
/// <param name="Id">Identifier that the answer repeats. Null if the caller sent none.</param>
/// <param name="Outputs">Names of the requested outputs. Empty for all.</param>
internal sealed record InferenceRequest(string? Id, IReadOnlyList<Tensor> Inputs, IReadOnlyList<string> Outputs)
{
    /// <param name="jsonLength">Length of the JSON at the start of the body, as the caller's header declares it. Null if the body is JSON only.</param>
    /// <exception cref="WorkbenchException">The body is malformed.</exception>
    public static InferenceRequest Read(ReadOnlyMemory<byte> body, long? jsonLength, ProtocolJson json)
    {
        if (jsonLength is < 0 || jsonLength > body.Length)
        {
            throw Malformed("header_invalid",
                $"Inference-Header-Content-Length is {jsonLength}, but the body has {body.Length} bytes. Send the length of the JSON at its start.");
        }

        var root = json.Read(body.Span[..(int)(jsonLength ?? body.Length)]);
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Malformed("request_invalid", $"The body must be an object with 'inputs'.");
        }

        var raw = body[(int)(jsonLength ?? body.Length)..];
        var inputs = new List<Tensor>();
        foreach (var input in ArrayOf(root, "inputs"))
        {
            inputs.Add(ReadInput(input, ref raw));
        }

        return raw.IsEmpty
            ? new InferenceRequest(FindText(root, "id"), inputs, [.. ArrayOf(root, "outputs").Select(output => NameOf(output, "output"))])
            : throw Malformed("bytes_left", $"The body has {raw.Length} bytes more than its inputs declare with 'binary_data_size'.");
    }

    private static Tensor ReadInput(JsonElement input, ref ReadOnlyMemory<byte> raw)
    {
        var name = NameOf(input, "input");
        var type = Datatype.Of(FindText(input, "datatype"), name);
        var shape = ReadShape(input, name);
        if (FindBinarySize(input, name) is not { } size)
        {
            return Tensor.Read(name, type, shape, input.TryGetProperty("data", out var data) ? data : default);
        }

        if (size < 0 || size > raw.Length)
        {
            throw Malformed("bytes_missing",
                $"Input '{Shown.Of(name)}' declares {size} bytes with 'binary_data_size', but the body has {raw.Length} more bytes. Send all of its bytes.");
        }

        var bytes = raw[..(int)size];
        raw = raw[(int)size..];
        return Tensor.ReadRaw(name, type, shape, bytes);
    }

    private static List<long> ReadShape(JsonElement input, string name)
    {
        if (!input.TryGetProperty("shape", out var shape) || shape.ValueKind != JsonValueKind.Array)
        {
            throw Malformed("shape_invalid", $"Input '{Shown.Of(name)}' has no shape. Send an array of whole numbers, for example [2] for two rows.");
        }

        return [.. shape.EnumerateArray().Select(dimension => FindWhole(dimension)
            ?? throw Malformed("shape_invalid",
                $"The shape of input '{Shown.Of(name)}' contains {Shown.Of(dimension.GetRawText())}, which is not a whole number. Correct the shape."))];
    }

    private static long? FindBinarySize(JsonElement input, string name)
    {
        if (!input.TryGetProperty("parameters", out var parameters) || parameters.ValueKind != JsonValueKind.Object
            || !parameters.TryGetProperty("binary_data_size", out var size))
        {
            return null;
        }

        return FindWhole(size)
            ?? throw Malformed("bytes_missing", $"The 'binary_data_size' of input '{Shown.Of(name)}' is not a whole number. Send the length of its bytes.");
    }

    private static long? FindWhole(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) ? whole : null;

    private static JsonElement.ArrayEnumerator ArrayOf(JsonElement root, string property)
    {
        if (!root.TryGetProperty(property, out var array))
        {
            return default;
        }

        return array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : throw Malformed("request_invalid", $"'{property}' must be an array.");
    }

    private static string NameOf(JsonElement tensor, string kind) =>
        FindText(tensor, "name") is { Length: > 0 } name ? name : throw Malformed("name_missing", $"An {kind} has no name. Send 'name' as a text.");

    private static string? FindText(JsonElement element, string property)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Malformed("request_invalid", $"Each input and output must be an object.");
        }

        return element.TryGetProperty(property, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
    }

    private static WorkbenchException Malformed(string code, FormattableString sentence) =>
        new(ErrorKind.Malformed, code, FormattableString.Invariant(sentence));
}
