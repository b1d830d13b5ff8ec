using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace MlWorkbench.Web.Tests.Hosting;

/// <summary>Refuses unusable parts of requests by name: fields of bodies at every depth, and pages of lists.</summary>
public sealed class ApiRequestTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryJsonBody_WithAnUnknownField_IsRefusedByItsName()
    {
        var document = await shared.Server.Admin.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Now);
        var taken = 0;
        var failures = new List<string>();
        foreach (var (method, path, operation) in Operations(document))
        {
            if (!operation.TryGetProperty("requestBody", out var body) || !body.GetProperty("content").TryGetProperty("application/json", out var content))
            {
                continue;
            }

            var isArray = content.TryGetProperty("schema", out var schema) && schema.TryGetProperty("type", out var type) && type.ToString() == "array";
            var (status, problem) = await SendAsync(method, path, isArray ? """[{"surprise": 1}]""" : """{"surprise": 1}""");
            taken++;
            if (status != HttpStatusCode.BadRequest || problem.GetProperty("column").GetString() != "surprise" || !problem.GetProperty("detail").GetString()!.Contains("'surprise'", StringComparison.Ordinal))
            {
                failures.Add($"{method} {path}: {status} {problem}");
            }
        }

        Assert.Empty(failures);
        Assert.True(taken >= 15, $"Only {taken} operations take a body.");
    }

    [Theory]
    [InlineData("/api/v1/experiments", """{"dataset":"d","target":"t","validation":{"kind":"kfold","fold":5}}""", "fold", "validation")]
    [InlineData("/api/v1/experiments", """{"dataset":"d","target":"t","limits":{"maxMicroseconds":5}}""", "maxMicroseconds", "limits")]
    [InlineData("/api/v1/datasets/d/versions/1/derive", """{"join":{"dataset":"d","key":"k","keepUnmatch":true}}""", "keepUnmatch", "join")]
    [InlineData("/api/v1/datasets/d/versions/1/derive", """{"time":{"colunm":"k"}}""", "colunm", "time")]
    [InlineData("/api/v1/models/m/predict", """{"rows":[{"a":1}],"explian":true}""", "explian", "")]
    [InlineData("/api/v1/models/m/versions/1/predict", """{"rows":[{"a":1}],"explian":true}""", "explian", "")]
    public async Task Body_WithAnUnknownFieldInside_NamesItAndItsPlace(string path, string body, string field, string place)
    {
        var (status, problem) = await SendAsync("POST", path, body);

        Assert.Equal((HttpStatusCode.BadRequest, "json_invalid", field), (status, problem.GetProperty("code").GetString(), problem.GetProperty("column").GetString()));
        Assert.Contains(place, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"dataset":"d","target":"t","budgetSeconds":"a minute"}""", "budgetSeconds")]
    [InlineData("""{"dataset":""", "line 1")]
    public async Task Body_ThatDoesNotFit_SaysWhereAndNamesNoType(string body, string place)
    {
        var (status, problem) = await SendAsync("POST", "/api/v1/experiments", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var detail = problem.GetProperty("detail").GetString()!;
        Assert.Contains(place, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("MlWorkbench", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit", "-5", "limit_invalid")]
    [InlineData("limit", "0", "limit_invalid")]
    [InlineData("limit", "1001", "limit_invalid")]
    [InlineData("offset", "-1", "offset_invalid")]
    [InlineData("after", "17", "after_invalid")]
    [InlineData("after", "rubbish", "after_invalid")]
    public async Task EveryList_WithAPageThatCannotBe_IsRefused(string parameter, string value, string code)
    {
        var document = await shared.Server.Admin.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Now);
        var lists = Operations(document).Where(operation => operation.Operation.TryGetProperty("parameters", out var parameters) && parameters.EnumerateArray().Any(known => known.GetProperty("name").GetString() == parameter)).ToList();
        Assert.NotEmpty(lists);
        foreach (var (method, path, _) in lists.Where(list => parameter != "after" || !list.Path.Contains("nothing", StringComparison.Ordinal)))
        {
            var (status, problem) = await SendAsync(method, $"{path}?{parameter}={value}", null);

            Assert.True(status == HttpStatusCode.BadRequest && problem.GetProperty("code").GetString() == code, $"{method} {path}?{parameter}={value}: {status} {problem}");
        }
    }

    [Fact]
    public async Task EveryList_SaysHowToReadOn_ByAPositionAndNotByANumber()
    {
        foreach (var name in Enumerable.Range(1, 3))
        {
            using var content = new StringContent("a,b\n1,2\n", Encoding.UTF8, "text/csv");
            (await shared.Server.Admin.PostAsync($"/api/v1/datasets/page-{name}/versions", content, Now)).EnsureSuccessStatusCode();
        }

        var first = await shared.Server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/datasets?limit=2", Now);
        var next = first.GetProperty("next").GetString()!;
        var second = await shared.Server.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/datasets?limit=2&after={next}", Now);

        Assert.False(int.TryParse(next, out _));
        Assert.Equal(Uri.EscapeDataString(next), next);
        Assert.Equal(["page-3", "page-2"], Names(first));
        Assert.Equal(["page-1"], Names(second));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    private static IEnumerable<string> Names(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!);

    private static IEnumerable<(string Method, string Path, JsonElement Operation)> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (operation.Name.ToUpperInvariant(), Fill(path.Name), operation.Value)));

    /// <summary>None of these objects exist except the project, because the body and the query are checked first.</summary>
    private static string Fill(string path) => path
        .Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{userId}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{project}", "default", StringComparison.Ordinal)
        .Replace("{version}", "1", StringComparison.Ordinal)
        .Replace("{name}", "nothing", StringComparison.Ordinal)
        .Replace("{alias}", "nothing", StringComparison.Ordinal);

    private async Task<(HttpStatusCode Status, JsonElement Problem)> SendAsync(string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await shared.Server.Admin.SendAsync(request, Now);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Now));
    }
}
