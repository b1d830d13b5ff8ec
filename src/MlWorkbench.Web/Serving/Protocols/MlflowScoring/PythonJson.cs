using System.Buffers;

namespace MlWorkbench.Web.Serving.Protocols.MlflowScoring;

/// <summary>Accepts the token <c>NaN</c>, which Python and MLflow's clients write for a missing number, although JSON has no such token.</summary>
internal static class PythonJson
{
    /// <summary>The JSON with <c>null</c> instead of <c>NaN</c> outside of texts.</summary>
    public static ReadOnlyMemory<byte> Normalise(ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOf("NaN"u8) < 0)
        {
            return json;
        }

        var normal = new ArrayBufferWriter<byte>(json.Length);
        var rest = json.Span;
        var inText = false;
        for (var at = rest.IndexOfAny("\"\\N"u8); at >= 0; at = rest.IndexOfAny("\"\\N"u8))
        {
            if (!inText && rest[at..].StartsWith("NaN"u8))
            {
                normal.Write(rest[..at]);
                normal.Write("null"u8);
                rest = rest[(at + 3)..];
                continue;
            }

            inText ^= rest[at] == '"';
            // An escaped quotation mark does not end the text.
            var taken = rest[at] == '\\' ? Math.Min(at + 2, rest.Length) : at + 1;
            normal.Write(rest[..taken]);
            rest = rest[taken..];
        }

        normal.Write(rest);
        return normal.WrittenMemory;
    }
}
