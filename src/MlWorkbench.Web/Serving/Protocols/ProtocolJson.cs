using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Options;
using MlWorkbench.Application;
using MlWorkbench.Engine;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace MlWorkbench.Web.Serving.Protocols;

/// <summary>Reads JSON of callers by the rules of the API: valid UTF-8 with whole characters only.</summary>
internal sealed class ProtocolJson(IOptions<JsonOptions> options)
{
    private readonly JsonSerializerOptions _options = options.Value.SerializerOptions;

    /// <exception cref="WorkbenchException">The bytes are not JSON.</exception>
    public JsonElement Read(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw new WorkbenchException(ErrorKind.Malformed, "json_invalid", "The JSON contains bytes that are not UTF-8. Encode it as UTF-8.");
        }

        try
        {
            return JsonSerializer.Deserialize<JsonElement>(json, _options);
        }
        catch (JsonException refusal)
        {
            throw new WorkbenchException(ErrorKind.Malformed, "json_invalid", $"The JSON cannot be read: {JsonRefusal.Describe(refusal)}", inner: refusal);
        }
    }
}
