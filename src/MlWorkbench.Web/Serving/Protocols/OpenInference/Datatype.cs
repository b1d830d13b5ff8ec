using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Serving.Protocols.OpenInference;

/// <summary>A datatype of the protocol: what its elements look like in JSON and in bytes.</summary>
/// <param name="Size">Bytes of one element. 0 for <c>BYTES</c>, whose elements differ in length.</param>
/// <param name="Accepts">Whether a JSON value is such an element.</param>
/// <param name="WriteRaw">Writes the bytes of one element, little-endian, as JSON.</param>
internal sealed record Datatype(string Name, int Size, Func<JsonElement, bool> Accepts, Action<Utf8JsonWriter, ReadOnlySpan<byte>> WriteRaw)
{
    public const string Text = "BYTES";
    public const string WholeNumber = "INT64";
    public const string Number = "FP64";

    private static readonly Dictionary<string, Datatype> All = new Datatype[]
    {
        new("BOOL", 1, value => value.ValueKind is JsonValueKind.True or JsonValueKind.False, (json, raw) => json.WriteBooleanValue(raw[0] != 0)),
        Whole("UINT8", 1, value => value.TryGetByte(out _), (json, raw) => json.WriteNumberValue(raw[0])),
        Whole("UINT16", 2, value => value.TryGetUInt16(out _), (json, raw) => json.WriteNumberValue(BinaryPrimitives.ReadUInt16LittleEndian(raw))),
        Whole("UINT32", 4, value => value.TryGetUInt32(out _), (json, raw) => json.WriteNumberValue(BinaryPrimitives.ReadUInt32LittleEndian(raw))),
        Whole("UINT64", 8, value => value.TryGetUInt64(out _), (json, raw) => json.WriteNumberValue(BinaryPrimitives.ReadUInt64LittleEndian(raw))),
        Whole("INT8", 1, value => value.TryGetSByte(out _), (json, raw) => json.WriteNumberValue((sbyte)raw[0])),
        Whole("INT16", 2, value => value.TryGetInt16(out _), (json, raw) => json.WriteNumberValue(BinaryPrimitives.ReadInt16LittleEndian(raw))),
        Whole("INT32", 4, value => value.TryGetInt32(out _), (json, raw) => json.WriteNumberValue(BinaryPrimitives.ReadInt32LittleEndian(raw))),
        Whole(WholeNumber, 8, value => value.TryGetInt64(out _), (json, raw) => json.WriteNumberValue(BinaryPrimitives.ReadInt64LittleEndian(raw))),
        new("FP16", 2, IsNumber, (json, raw) => WriteNumber(json, (double)BinaryPrimitives.ReadHalfLittleEndian(raw))),
        new("FP32", 4, IsNumber, (json, raw) => WriteNumber(json, BinaryPrimitives.ReadSingleLittleEndian(raw))),
        new(Number, 8, IsNumber, (json, raw) => WriteNumber(json, BinaryPrimitives.ReadDoubleLittleEndian(raw))),
        new(Text, 0, value => value.ValueKind == JsonValueKind.String, WriteText),
    }.ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <exception cref="WorkbenchException">The protocol has no such datatype.</exception>
    public static Datatype Of(string? name, string input) => All.GetValueOrDefault(name ?? "")
        ?? throw new WorkbenchException(ErrorKind.Malformed, "datatype_unknown",
            $"The datatype of input '{Shown.Of(input)}' is unknown. Use one of: {string.Join(", ", All.Keys)}.");

    /// <summary>Writes a floating-point number. NaN is a missing value.</summary>
    /// <exception cref="WorkbenchException">The number is infinite.</exception>
    public static void WriteNumber(Utf8JsonWriter json, double value)
    {
        if (double.IsNaN(value))
        {
            json.WriteNullValue();
            return;
        }

        if (double.IsInfinity(value))
        {
            throw new WorkbenchException(ErrorKind.Malformed, "number_infinite", string.Create(CultureInfo.InvariantCulture,
                $"An input contains {value}. Send a finite number, or NaN for a missing value."));
        }

        json.WriteNumberValue(value);
    }

    /// <exception cref="WorkbenchException">The bytes are not UTF-8.</exception>
    public static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            throw new WorkbenchException(ErrorKind.Malformed, "text_invalid", "An element of a BYTES input is not UTF-8. Encode texts as UTF-8.");
        }

        json.WriteStringValue(text);
    }

    private static Datatype Whole(string name, int size, Func<JsonElement, bool> fits, Action<Utf8JsonWriter, ReadOnlySpan<byte>> writeRaw) =>
        new(name, size, value => IsNumber(value) && fits(value), writeRaw);

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;
}
