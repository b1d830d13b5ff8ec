using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlWorkbench.Web.Tests.Hosting;

public sealed class ApiDocumentTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_EveryOperation_HasASummaryATagAndPlainParameters()
    {
        await using var server = await WorkbenchServer.StartAsync();

        var document = await server.Admin.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Now);

        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value)))
            .ToList();
        Assert.True(operations.Count >= 30);
        Assert.All(operations, operation => Assert.True(operation.Value.TryGetProperty("summary", out var summary) && summary.GetString()!.Length > 5, $"{operation.Name} has no summary"));
        Assert.All(operations, operation => Assert.Single(operation.Value.GetProperty("tags").EnumerateArray()));
        Assert.All(operations, operation => Assert.DoesNotContain(Parameters(operation.Value), name => char.IsUpper(name[0])));
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("Bearer").GetProperty("scheme").GetString());
    }

    [Fact]
    public async Task Page_StartsItselfUnderTheContentPolicyFromLocalFilesOnly()
    {
        await using var server = await WorkbenchServer.StartAsync();

        var answer = await server.Admin.GetAsync("/api/", Now);
        var html = await answer.Content.ReadAsStringAsync(Now);

        var nonce = Regex.Match(html, "<script type=\"module\" nonce=\"([^\"]+)\"|nonce=\"([^\"]+)\"");
        Assert.True(nonce.Success, html);
        Assert.Contains($"'nonce-{nonce.Groups[1].Value}{nonce.Groups[2].Value}'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", html);
    }

    private static IEnumerable<string> Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()!) : [];
}
