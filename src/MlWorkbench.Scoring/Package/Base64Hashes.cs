using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Package;

/// <summary>Many 64-bit hashes as one base64 string of little-endian bytes.</summary>
internal sealed class Base64Hashes : JsonConverter<ulong[]>
{
    public override ulong[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var bytes = reader.GetBytesFromBase64();
        return bytes.Length % sizeof(ulong) == 0
            ? MemoryMarshal.Cast<byte, ulong>(bytes).ToArray()
            : throw new JsonException($"{bytes.Length} bytes are not a whole number of hashes.");
    }

    public override void Write(Utf8JsonWriter writer, ulong[] value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(MemoryMarshal.AsBytes(value.AsSpan()));
}
