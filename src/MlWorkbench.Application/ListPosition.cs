using System.Buffers.Text;
using System.Text.Json;

namespace MlWorkbench.Application;

/// <summary>A position between two rows of a sorted list. Rows added or removed elsewhere do not move it.</summary>
/// <param name="Order">Name of the order.</param>
/// <param name="Back">Whether to read the rows before the position. If false, those after it.</param>
/// <param name="Keys">Sort keys of the row at the position, its unique key last.</param>
internal sealed record ListPosition(string Order, bool Descending, bool Back, IReadOnlyList<JsonElement> Keys)
{
    public static string Write(string order, bool descending, bool back, IEnumerable<object> keys) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new ListPosition(order, descending, back, [.. keys.Select(key => JsonSerializer.SerializeToElement(key))])));

    /// <exception cref="WorkbenchException">The text is not a position.</exception>
    public static ListPosition Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ListPosition>(Base64Url.DecodeFromChars(text)) is { Order: not null, Keys: not null } position ? position : throw Unusable();
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            throw Unusable();
        }
    }

    public static WorkbenchException Unusable() =>
        new(ErrorKind.Malformed, "after_invalid", "'after' must be the 'next' of the previous page, with the same order. Omit 'after' to read from the start.");
}
