using System.Buffers;
using System.Globalization;
using System.Text.Json;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Serving.Protocols;

/// <summary>Writes rows of other forms as an array of objects by column name.
/// Limited in bytes, because each row repeats the names that a caller sends only once.</summary>
internal sealed class RowsBuilder : IDisposable
{
    private const long MostBytes = 100_000_000;

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly int _mostRows;
    private int _rows;

    public RowsBuilder(int mostRows)
    {
        _mostRows = mostRows;
        Json = new Utf8JsonWriter(_buffer);
        Json.WriteStartArray();
    }

    /// <summary>Writes the properties of the current row.</summary>
    public Utf8JsonWriter Json { get; }

    /// <exception cref="WorkbenchException">The call has too many rows.</exception>
    public void StartRow()
    {
        if (++_rows > _mostRows)
        {
            throw new WorkbenchException(ErrorKind.TooLarge, "rows_many", string.Create(CultureInfo.InvariantCulture,
                $"The call has more than {_mostRows} rows, the most that are allowed. Send several calls."));
        }

        Json.WriteStartObject();
    }

    /// <exception cref="WorkbenchException">The rows are too large.</exception>
    public void EndRow()
    {
        Json.WriteEndObject();
        if (Json.BytesCommitted + Json.BytesPending > MostBytes)
        {
            throw new WorkbenchException(ErrorKind.TooLarge, "rows_large", string.Create(CultureInfo.InvariantCulture,
                $"The first {_rows} rows of the call already take {MostBytes / 1_000_000} MB with their column names. Send fewer rows per call."));
        }
    }

    /// <summary>The rows. Ends the array.</summary>
    public JsonElement ToRows()
    {
        Json.WriteEndArray();
        Json.Flush();
        return JsonElement.Parse(_buffer.WrittenSpan);
    }

    public void Dispose() => Json.Dispose();
}
