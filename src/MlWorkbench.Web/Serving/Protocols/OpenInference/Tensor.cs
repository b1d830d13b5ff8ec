using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Serving.Protocols.OpenInference;

/// <summary>An input of a call, checked: as many elements as its shape says, each of its datatype.</summary>
/// <param name="Shape">[rows], [rows, 1] or [rows, columns].</param>
/// <param name="WriteElement">Writes the element at a position, row after row, as JSON.</param>
internal sealed record Tensor(string Name, IReadOnlyList<long> Shape, Action<Utf8JsonWriter, int> WriteElement)
{
    private const int LengthBytes = 4;

    public int Rows => (int)Shape[0];

    public int Columns => Shape.Count == 1 ? 1 : (int)Shape[1];

    /// <summary>Creates an input from JSON data, flat or nested. Null is a missing value.</summary>
    /// <exception cref="WorkbenchException">The data do not match the shape or the datatype.</exception>
    public static Tensor Read(string name, Datatype type, IReadOnlyList<long> shape, JsonElement data)
    {
        var count = CountOf(name, shape);
        if (data.ValueKind != JsonValueKind.Array)
        {
            throw Refusal("data_missing", name, $"has no data. Send an array 'data', or its bytes with 'binary_data_size'.");
        }

        var elements = new List<JsonElement>();
        if (data.EnumerateArray().All(element => element.ValueKind != JsonValueKind.Array))
        {
            RequireCount(name, shape, count, data.GetArrayLength());
            elements.AddRange(data.EnumerateArray());
        }
        else if (!TryFlatten(data, shape, 0, elements))
        {
            throw Refusal("shape_mismatch", name, $"is nested in another way than its shape {Describe(shape)}. Nest the data by the shape, or send them flat.");
        }

        RequireCount(name, shape, count, elements.Count);
        var wrong = elements.FindIndex(element => element.ValueKind != JsonValueKind.Null && !type.Accepts(element));
        return wrong < 0
            ? new Tensor(name, shape, (json, position) => elements[position].WriteTo(json))
            : throw Refusal("element_invalid", name,
                $"has at position {wrong + 1} the value {Shown.Of(elements[wrong].GetRawText())}, which is not {type.Name}.");
    }

    /// <summary>Creates an input from raw bytes.</summary>
    /// <exception cref="WorkbenchException">The bytes do not match the shape or the datatype.</exception>
    public static Tensor ReadRaw(string name, Datatype type, IReadOnlyList<long> shape, ReadOnlyMemory<byte> raw)
    {
        var count = CountOf(name, shape);
        if (type.Size == 0)
        {
            var texts = ReadTexts(name, shape, count, raw);
            return new Tensor(name, shape, (json, position) => type.WriteRaw(json, texts[position].Span));
        }

        return raw.Length % type.Size == 0 && raw.Length / type.Size == count
            ? new Tensor(name, shape, (json, position) => type.WriteRaw(json, raw.Span.Slice(position * type.Size, type.Size)))
            : throw Refusal("shape_mismatch", name,
                $"has {raw.Length} bytes, which are not the elements of shape {Describe(shape)} with {type.Size} bytes each.");
    }

    /// <summary>Creates an input from typed contents.</summary>
    /// <exception cref="WorkbenchException">The shape has another number of elements.</exception>
    public static Tensor Read(string name, IReadOnlyList<long> shape, int elements, Action<Utf8JsonWriter, int> writeElement)
    {
        RequireCount(name, shape, CountOf(name, shape), elements);
        return new Tensor(name, shape, writeElement);
    }

    /// <summary>Refuses a product that does not fit, which a caller could use to claim elements that are not there.</summary>
    private static long CountOf(string name, IReadOnlyList<long> shape)
    {
        if (shape.Count is not (1 or 2))
        {
            throw Refusal("shape_invalid", name, $"has a shape of {shape.Count} dimensions. Use [rows], [rows, 1] or [rows, columns].");
        }

        var columns = shape.Count == 1 ? 1 : shape[1];
        return shape[0] is >= 0 and <= int.MaxValue && columns is >= 0 and <= int.MaxValue && shape[0] * columns <= int.MaxValue
            ? shape[0] * columns
            : throw Refusal("shape_invalid", name,
                $"has the shape {Describe(shape)}. Each dimension must be 0 or more, and their product at most {int.MaxValue}.");
    }

    private static bool TryFlatten(JsonElement data, IReadOnlyList<long> shape, int dimension, List<JsonElement> elements)
    {
        if (dimension == shape.Count)
        {
            elements.Add(data);
            return data.ValueKind != JsonValueKind.Array;
        }

        return data.ValueKind == JsonValueKind.Array && data.GetArrayLength() == shape[dimension]
            && data.EnumerateArray().All(inner => TryFlatten(inner, shape, dimension + 1, elements));
    }

    /// <summary>Each element is its length in four bytes, followed by so many bytes.</summary>
    private static List<ReadOnlyMemory<byte>> ReadTexts(string name, IReadOnlyList<long> shape, long count, ReadOnlyMemory<byte> raw)
    {
        var texts = new List<ReadOnlyMemory<byte>>();
        while (raw.Length > 0)
        {
            var length = raw.Length < LengthBytes ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(raw.Span);
            if (length > raw.Length - LengthBytes)
            {
                throw Refusal("bytes_invalid", name, $"ends inside element {texts.Count + 1}. Each BYTES element is its length in 4 bytes, and its text.");
            }

            texts.Add(raw.Slice(LengthBytes, (int)length));
            raw = raw[(LengthBytes + (int)length)..];
        }

        RequireCount(name, shape, count, texts.Count);
        return texts;
    }

    private static void RequireCount(string name, IReadOnlyList<long> shape, long count, int elements)
    {
        if (elements != count)
        {
            throw Refusal("shape_mismatch", name, $"has {elements} elements, but its shape {Describe(shape)} needs {count}.");
        }
    }

    private static string Describe(IReadOnlyList<long> shape) =>
        $"[{string.Join(", ", shape.Select(dimension => dimension.ToString(CultureInfo.InvariantCulture)))}]";

    private static WorkbenchException Refusal(string code, string name, FormattableString what) =>
        new(ErrorKind.Malformed, code, $"Input '{Shown.Of(name)}' {FormattableString.Invariant(what)}", column: name);
}
