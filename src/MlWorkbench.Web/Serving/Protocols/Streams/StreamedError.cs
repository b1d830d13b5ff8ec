using System.Globalization;
using System.Text.Json.Serialization;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Serving.Protocols.Streams;

/// <summary>The reason why a line has no prediction.</summary>
internal sealed record StreamedError(
    string Code,
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Column)
{
    /// <summary>Replaces the row of the call, which the caller does not know, by the line of the stream.</summary>
    public static StreamedError Of(WorkbenchException refusal, long line)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"Row {refusal.Row}: ");
        var message = refusal.Message.StartsWith(prefix, StringComparison.Ordinal) ? refusal.Message[prefix.Length..] : refusal.Message;
        return new StreamedError(refusal.Code, string.Create(CultureInfo.InvariantCulture, $"Line {line}: {message}"), refusal.Column);
    }
}
