using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Access;

public sealed class AccessApiTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tokens_WithScopes_AreShownOnceAndLimited()
    {
        var server = shared.Server;

        var answer = await server.Admin.PostAsJsonAsync("/api/v1/tokens", new { name = "Reader", scopes = new[] { "Read" }, expiresInDays = 30 }, Now);
        var issued = await answer.Content.ReadFromJsonAsync<JsonElement>(Now);
        using var reader = server.CreateClient(issued.GetProperty("token").GetString());
        var listed = await server.Admin.GetStringAsync("/api/v1/tokens", Now);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.StartsWith("mlw_", issued.GetProperty("token").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(issued.GetProperty("token").GetString()!, listed, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/api/v1/jobs", Now)).StatusCode);
        Assert.Equal("scope_missing", await CodeOfAsync(await reader.GetAsync("/api/v1/users", Now), HttpStatusCode.Forbidden));
        Assert.Equal("scope_missing", await CodeOfAsync(await reader.PostAsJsonAsync("/api/v1/tokens", new { name = "More" }, Now), HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Tokens_Revoked_AreUnknownAtOnce()
    {
        var server = shared.Server;
        var issued = await (await server.Admin.PostAsJsonAsync("/api/v1/tokens", new { name = "Short" }, Now)).Content.ReadFromJsonAsync<JsonElement>(Now);
        using var client = server.CreateClient(issued.GetProperty("token").GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/me", Now)).StatusCode);

        var revoked = await server.Admin.DeleteAsync($"/api/v1/tokens/{issued.GetProperty("id").GetGuid()}", Now);

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me", Now)).StatusCode);
    }

    [Fact]
    public async Task Users_CreatedListedAndChanged()
    {
        await using var server = await WorkbenchServer.StartAsync();

        var created = await server.Admin.PostAsJsonAsync("/api/v1/users", new { email = "ben@example.org", role = "Viewer", password = "long enough" }, Now);
        var twice = await server.Admin.PostAsJsonAsync("/api/v1/users", new { email = "BEN@example.org", role = "Viewer" }, Now);
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("id").GetGuid();
        await server.Admin.PatchAsJsonAsync($"/api/v1/users/{id}", new { role = "Operator" }, Now);
        var users = await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/users?search=ben&limit=1", Now);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("email_taken", await CodeOfAsync(twice, HttpStatusCode.Conflict));
        Assert.Equal(1, users.GetProperty("total").GetInt32());
        Assert.Equal("Operator", users.GetProperty("items")[0].GetProperty("role").GetString());
    }

    [Theory]
    [InlineData("""{"email":"no address","role":"Viewer"}""", 422, "email_invalid")]
    [InlineData("""{"email":"a@b","role":"Viewer","password":"short"}""", 422, "password_length")]
    [InlineData("""{"email":"a@b"}""", 422, "role_missing")]
    [InlineData("""{"email":"a@b","role":"King"}""", 400, "json_invalid")]
    [InlineData("""{"email":"a@b","role":99}""", 400, "json_invalid")]
    [InlineData("""{"email":"a@b","role":"99"}""", 400, "json_invalid")]
    [InlineData("""{"email":"a@b","role":4}""", 400, "json_invalid")]
    [InlineData("""{"email":""", 400, "json_invalid")]
    public async Task Users_BadInput_IsRefusedWithACode(string body, int status, string code)
    {
        var server = shared.Server;
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        Assert.Equal(code, await CodeOfAsync(await server.Admin.PostAsync("/api/v1/users", content, Now), (HttpStatusCode)status));
    }

    [Fact]
    public async Task Audit_ListedExportedAndVerified()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await SamplePeople.AddAsync(server.Services, "ben", UserRole.Viewer);

        var list = await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/audit?action=user.created&limit=1", Now);
        var next = await server.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/audit?action=user.created&limit=1&after={list.GetProperty("next").GetString()}", Now);
        var csv = await server.Admin.GetAsync("/api/v1/audit/content?search=ben", Now);
        var verified = await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/audit/verification", Now);

        Assert.Equal("ben@example.org", list.GetProperty("items")[0].GetProperty("subjectName").GetString());
        Assert.Equal(WorkbenchServer.AdminEmail, next.GetProperty("items")[0].GetProperty("subjectName").GetString());
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", csv.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("ben@example.org", await csv.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, verified.GetProperty("firstBad").ValueKind);
    }

    [Fact]
    public async Task Jobs_UnknownState_NamesTheStates()
    {
        var server = shared.Server;

        Assert.Equal("state_invalid", await CodeOfAsync(await server.Admin.GetAsync("/api/v1/jobs?state=sleeping", Now), HttpStatusCode.BadRequest));
        Assert.Equal(0, (await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/jobs?state=running", Now)).GetProperty("total").GetInt32());
    }

    private static async Task<string?> CodeOfAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("code").GetString();
    }
}
