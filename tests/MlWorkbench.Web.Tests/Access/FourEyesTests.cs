using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Access;

/// <summary>One person cannot act as two, neither by tokens created for others nor under another name.</summary>
public sealed class FourEyesTests(ModelServer models) : IClassFixture<ModelServer>
{
    private readonly WorkbenchServer _server = models.Server;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Approve_ByATokenThatTheRequesterMadeForAnApprover_IsRefused()
    {
        var id = await AskAsync(_server.Admin, "both-sides");

        using var asBen = _server.CreateClient(await IssueAsync(_server.Admin, new { name = "For Ben", userId = models.Approver.UserId }));
        var withApprove = await _server.Admin.PostAsJsonAsync("/api/v1/tokens", new { name = "For Ben", userId = models.Approver.UserId, scopes = new[] { "Approve" } }, Now);
        var approved = await asBen.PostAsJsonAsync($"/api/v1/transition-requests/{id}/approve", new { comment = "Mine" }, Now);
        var more = await asBen.PostAsJsonAsync("/api/v1/tokens", new { name = "Everything" }, Now);

        Assert.Equal("scope_for_others", await CodeOfAsync(withApprove, HttpStatusCode.UnprocessableEntity));
        Assert.Equal("scope_missing", await CodeOfAsync(approved, HttpStatusCode.Forbidden));
        Assert.Equal("scope_missing", await CodeOfAsync(more, HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Approve_OfARequestThatWasAskedWithATokenOfTheApprovers_IsRefused()
    {
        using var asAnna = _server.CreateClient(await IssueAsync(_server.Admin, new { name = "For Anna", userId = models.Analyst.UserId }));
        var id = await AskAsync(asAnna, "other-way-round");

        var approved = await _server.Admin.PostAsJsonAsync($"/api/v1/transition-requests/{id}/approve", new { comment = "Mine" }, Now);
        var entry = (await _server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/audit?action=transition.requested&search=other-way-round", Now)).GetProperty("items")[0];

        Assert.Equal("self_approval", await CodeOfAsync(approved, HttpStatusCode.Forbidden));
        Assert.Equal(("anna@example.org", models.Analyst.UserId), (entry.GetProperty("actorEmail").GetString(), entry.GetProperty("actorId").GetGuid()));
        Assert.Contains($"<{WorkbenchServer.AdminEmail}> created", entry.GetProperty("details").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_OfATokenForSomebodyElse_NamesOwnerAndMaker()
    {
        await IssueAsync(_server.Admin, new { name = "Distinguished", userId = models.Analyst.UserId, scopes = new[] { "Read" } });

        var entry = (await _server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/audit?action=token.issued&search=distinguished", Now)).GetProperty("items")[0];
        var token = (await _server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/tokens?everybody=true&search=distinguished", Now)).GetProperty("items")[0];
        var csv = await _server.Admin.GetStringAsync("/api/v1/audit/content?action=token.issued&search=distinguished", Now);

        Assert.Equal(WorkbenchServer.AdminEmail, entry.GetProperty("actorEmail").GetString());
        Assert.Contains("<anna@example.org>", entry.GetProperty("details").GetString(), StringComparison.Ordinal);
        Assert.Contains(WorkbenchServer.AdminEmail, token.GetProperty("madeBy").GetString(), StringComparison.Ordinal);
        Assert.Equal("Read", Assert.Single(token.GetProperty("scopes").EnumerateArray()).GetString());
        Assert.Contains("actor_id,actor_email", csv, StringComparison.Ordinal);
        Assert.Contains($"{entry.GetProperty("actorId").GetGuid()},{WorkbenchServer.AdminEmail}", csv, StringComparison.Ordinal);
        Assert.Equal(
            entry.GetProperty("sequence").GetInt64(),
            (await _server.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/audit?actor={WorkbenchServer.AdminEmail}&action=token.issued&search=distinguished", Now)).GetProperty("items")[0].GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task Rename_IsRecordedWithBothNames()
    {
        var ben = await SamplePeople.AddAsync(_server.Services, "benny", UserRole.Analyst);

        await _server.Services.GetRequiredService<OwnAccount>().RenameAsync(ben, "Benedict", Now);

        var entry = (await _server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/audit?action=user.renamed&actor=benny@example.org", Now)).GetProperty("items")[0];
        Assert.Equal("'benny' is now 'Benedict'", entry.GetProperty("details").GetString());
    }

    [Fact]
    public async Task History_NamesPeopleByTheirAddresses()
    {
        var version = (await _server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/models/churn/history", Now)).EnumerateArray().Last();
        var requests = await _server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/transition-requests?state=approved&search=churn", Now);

        Assert.Equal(("ben@example.org", "anna@example.org"), (version.GetProperty("byEmail").GetString(), version.GetProperty("requestedByEmail").GetString()));
        Assert.Equal(
            ("anna@example.org", "ben@example.org"),
            (requests.GetProperty("items")[0].GetProperty("requestedByEmail").GetString(), requests.GetProperty("items")[0].GetProperty("decidedByEmail").GetString()));
    }

    [Fact]
    public async Task Token_ByPassword_IsOnesOwnWithEveryRight()
    {
        using var client = WithPassword("ben@example.org", SamplePeople.Password);
        var id = await AskAsync(_server.Admin, "by-password");

        using var ben = _server.CreateClient(await IssueAsync(client, new { name = "Own" }));
        var approved = await ben.PostAsJsonAsync($"/api/v1/transition-requests/{id}/approve", new { comment = "Fine", overrideReason = "Its checks do not matter here." }, Now);

        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
    }

    [Theory]
    [InlineData("ben@example.org", "wrong password")]
    [InlineData("nobody@example.org", SamplePeople.Password)]
    public async Task Token_ByAWrongPassword_IsRefused(string email, string password)
    {
        using var client = WithPassword(email, password);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsJsonAsync("/api/v1/tokens", new { name = "Stolen" }, Now)).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/v1/me")]
    [InlineData("GET", "/api/v1/tokens")]
    [InlineData("POST", "/api/v1/users")]
    [InlineData("GET", "/jobs")]
    public async Task Password_AnywhereButForAToken_IsNotTaken(string method, string path)
    {
        using var client = WithPassword(WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? JsonContent.Create(new { email = "x@example.org", role = "Viewer" }) : null };

        using var answer = await client.SendAsync(request, Now);

        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.Redirect]);
    }

    [Fact]
    public async Task Token_ByGuessing_HasToWait()
    {
        await using var server = await WorkbenchServer.StartAsync();
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = Basic("guess@example.org", "wrong password");
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 50 && !answers.Contains(HttpStatusCode.TooManyRequests); i++)
        {
            using var answer = await client.PostAsJsonAsync("/api/v1/tokens", new { name = "Stolen" }, Now);
            answers.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.NotNull(answer.Headers.RetryAfter);
            }
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.All(answers[..^1], status => Assert.Equal(HttpStatusCode.Unauthorized, status));
    }

    private HttpClient WithPassword(string email, string password)
    {
        var client = _server.CreateClient();
        client.DefaultRequestHeaders.Authorization = Basic(email, password);
        return client;
    }

    private static AuthenticationHeaderValue Basic(string email, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{password}")));

    private async Task<string?> AskAsync(HttpClient by, string model)
    {
        await models.RegisterAsync(model, new SampleRun());
        var asked = await by.PostAsJsonAsync($"/api/v1/models/{model}/versions/1/transition-requests", new { stage = "Production", comment = "Please." }, Now);
        Assert.Equal(HttpStatusCode.Created, asked.StatusCode);
        return (await asked.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("id").GetString();
    }

    private static async Task<string> IssueAsync(HttpClient by, object order)
    {
        using var answer = await by.PostAsJsonAsync("/api/v1/tokens", order, Now);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("token").GetString()!;
    }

    private static async Task<string?> CodeOfAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("code").GetString();
    }
}
