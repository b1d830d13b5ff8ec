using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace MlWorkbench.Web.Hosting.Telemetry;

/// <summary>Writes the log for programs: one JSON object per line, with the ids of the trace.</summary>
/// <remarks>.NET's own JSON format finds these ids only in scopes, which also hold the path of the request. A path can contain the secret of a link.</remarks>
internal sealed class JsonLog(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    // Not "json", the name of .NET's own format.
    public const string FormatterName = "workbench-json";

    private const string Template = "{OriginalFormat}";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", logEntry.LogLevel.ToString());
            json.WriteString("category", logEntry.Category);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            WriteValues(json, logEntry.State as IReadOnlyList<KeyValuePair<string, object?>>);
            WriteTrace(json, Activity.Current);
            if (logEntry.Exception is not null)
            {
                json.WriteString("exception", logEntry.Exception.ToString());
            }

            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
    }

    /// <summary>The sentence without its values, by which equal entries are found, and the values by name.</summary>
    private static void WriteValues(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>>? values)
    {
        if (values?.FirstOrDefault(value => value.Key == Template).Value is string template)
        {
            json.WriteString("template", template);
        }

        if (values?.Any(value => value.Key != Template) != true)
        {
            return;
        }

        json.WriteStartObject("values");
        // A template may name a value twice.
        foreach (var (name, value) in values.Where(value => value.Key != Template).DistinctBy(value => value.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }

    private static void WriteTrace(Utf8JsonWriter json, Activity? span)
    {
        if (span is not null)
        {
            json.WriteString("traceId", span.TraceId.ToHexString());
            json.WriteString("spanId", span.SpanId.ToHexString());
        }
    }
}
