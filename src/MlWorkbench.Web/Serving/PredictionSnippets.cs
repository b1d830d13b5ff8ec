using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace MlWorkbench.Web.Serving;

/// <summary>The form's call as code that runs when pasted.</summary>
/// <param name="endpoint">The full address of the prediction call.</param>
/// <param name="body">The request.</param>
internal sealed class PredictionSnippets(Uri endpoint, JsonObject body)
{
    public const string TokenPlaceholder = "mlw_your_token";

    /// <summary>Keeps letters readable and escapes quotes and apostrophes, so that the text fits into quotes of a shell and of code.</summary>
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly string _body = body.ToJsonString(Json);

    public string Curl => $"""
        export MLW_TOKEN={TokenPlaceholder}
        curl -sS '{endpoint}' \
          -H "Authorization: Bearer $MLW_TOKEN" \
          -H 'Content-Type: application/json' \
          -d '{Indent("  ")}'
        """;

    public string CSharp => string.Create(CultureInfo.InvariantCulture, $$""""
        using System.Net.Http.Headers;
        using System.Text;

        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "{{TokenPlaceholder}}");
        var body = """
            {{Indent("    ")}}
            """;
        using var response = await client.PostAsync("{{endpoint}}", new StringContent(body, Encoding.UTF8, "application/json"));
        Console.WriteLine(await response.Content.ReadAsStringAsync());
        """");

    public string Python => $$"""
        import json
        import urllib.request

        body = r'''{{_body}}'''
        request = urllib.request.Request(
            "{{endpoint}}",
            data=body.encode("utf-8"),
            headers={"Authorization": "Bearer {{TokenPlaceholder}}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as response:
            print(json.load(response))
        """;

    private string Indent(string by) => _body.ReplaceLineEndings($"\n{by}");
}
