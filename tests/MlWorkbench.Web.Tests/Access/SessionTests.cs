using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Access;

public sealed partial class SessionTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_RightPassword_OpensASessionWithASafeCookie()
    {
        await using var server = await WorkbenchServer.StartAsync();
        using var session = await FormSession.SignInAsync(server.Url, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);

        var cookie = session.Cookies.Single(candidate => candidate.Name == "mlw-session");
        var me = await session.Client.GetFromJsonAsync<JsonElement>("/api/v1/me", Now);

        Assert.True(cookie.HttpOnly);
        Assert.Equal(WorkbenchServer.AdminEmail, me.GetProperty("email").GetString());
    }

    [Fact]
    public async Task SignIn_OverHttps_OpensASessionThatOnlyThisHostCanSet()
    {
        await using var server = await WorkbenchServer.StartAsync("--Site:KnownProxies=127.0.0.1");
        using var browser = server.CreateClient();
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var form = await browser.GetAsync("/sign-in", Now);
        var antiforgery = form.Headers.GetValues("Set-Cookie").Single();
        var fields = FormSession.HiddenFields(await form.Content.ReadAsStringAsync(Now));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent([.. fields, KeyValuePair.Create("Form.Email", WorkbenchServer.AdminEmail), KeyValuePair.Create("Form.Password", WorkbenchServer.AdminPassword)]),
            Headers = { { "Cookie", antiforgery.Split(';')[0] } },
        };
        using var signedIn = await browser.SendAsync(request, Now);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(value => value.Contains("mlw-session", StringComparison.Ordinal));

        Assert.StartsWith("__Host-mlw-session=", cookie, StringComparison.Ordinal);
        Assert.All(["; path=/;", "; secure", "; httponly", "; samesite=lax"], part => Assert.Contains(part, cookie + ";", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; secure", antiforgery, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(browser, cookie.Split(';')[0]));
        // Another host or a plain connection can set only a cookie without the prefix.
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(browser, cookie.Split(';')[0]["__Host-".Length..]));
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me") { Headers = { { "Cookie", cookie } } };
        using var answer = await client.SendAsync(request, Now);
        return answer.StatusCode;
    }

    [Theory]
    [InlineData("/data/Müller", "/data/M%C3%BCller")]
    [InlineData("/data?search=日本#größe", "/data?search=%E6%97%A5%E6%9C%AC#gr%C3%B6%C3%9Fe")]
    [InlineData("/data?a=1&b=%20", "/data?a=1&b=%20")]
    [InlineData("/data\r\nX-Evil: 1", "/data%0D%0AX-Evil:%201")]
    public async Task SignIn_ReturnUrlBeyondAscii_IsEncoded(string returnUrl, string location)
    {
        await using var server = await WorkbenchServer.StartAsync();
        using var session = new FormSession(server.Url);

        var answer = await session.SendFormAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", ("Form.Email", WorkbenchServer.AdminEmail), ("Form.Password", WorkbenchServer.AdminPassword));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(location, answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task SignIn_ForeignReturnUrl_GoesHome(string returnUrl)
    {
        await using var server = await WorkbenchServer.StartAsync();
        using var session = new FormSession(server.Url);

        var answer = await session.SendFormAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", ("Form.Email", WorkbenchServer.AdminEmail), ("Form.Password", WorkbenchServer.AdminPassword));

        Assert.Equal(server.Url, new Uri(server.Url, answer.Headers.Location!));
    }

    [Theory]
    [InlineData(WorkbenchServer.AdminEmail)]
    [InlineData("nobody@example.org")]
    public async Task SignIn_WrongPassword_SaysTheSameForKnownAndUnknown(string email)
    {
        await using var server = await WorkbenchServer.StartAsync();
        using var session = new FormSession(server.Url);

        var answer = await session.SendFormAsync("/sign-in", ("Form.Email", email), ("Form.Password", "wrong password"));

        Assert.Contains("The e-mail address or the password is wrong", await answer.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
        Assert.DoesNotContain(session.Cookies, cookie => cookie.Name == "mlw-session");
    }

    [Fact]
    public async Task SignIn_ManyTriesFromOneAddress_Are429WithAWait()
    {
        await using var server = await WorkbenchServer.StartAsync("--Access:TriesPerMinute=3");
        using var session = new FormSession(server.Url);
        HttpResponseMessage? answer = null;
        for (var i = 0; i <= 3; i++)
        {
            answer = await session.SendFormAsync("/sign-in", ("Form.Email", $"guess{i}@example.org"), ("Form.Password", "wrong password"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answer!.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("Wait one minute", await answer.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_TooManyTries_SaysTheSameForKnownAndUnknown()
    {
        await using var server = await WorkbenchServer.StartAsync();
        var answers = new List<(HttpStatusCode Status, string Text)>();
        foreach (var email in (string[])[WorkbenchServer.AdminEmail, "nobody@example.org"])
        {
            using var session = new FormSession(server.Url);
            HttpResponseMessage? answer = null;
            for (var i = 0; i <= 5; i++)
            {
                answer = await session.SendFormAsync("/sign-in", ("Form.Email", email), ("Form.Password", "wrong password"));
            }

            answers.Add((answer!.StatusCode, Error().Match(await answer.Content.ReadAsStringAsync(Now)).Value));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[0].Status);
        Assert.Contains("Too many failed sign-ins", answers[0].Text, StringComparison.Ordinal);
        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task SignIn_TooManyTries_WaitAfterARestartToo()
    {
        await using var server = await WorkbenchServer.StartAsync();
        using var attacker = new FormSession(server.Url);
        for (var i = 0; i < 5; i++)
        {
            await attacker.SendFormAsync("/sign-in", ("Form.Email", WorkbenchServer.AdminEmail), ("Form.Password", "wrong password"));
        }

        await server.StopAsync();
        await server.StartAgainAsync();
        var answer = await attacker.SendFormAsync("/sign-in", ("Form.Email", WorkbenchServer.AdminEmail), ("Form.Password", WorkbenchServer.AdminPassword));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Contains("Too many failed sign-ins", await answer.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_ManyTriesFromElsewhere_DoNotKeepTheAdministratorOut()
    {
        await using var server = await WorkbenchServer.StartAsync("--Site:KnownProxies=127.0.0.1");
        using var attacker = new FormSession(server.Url);
        attacker.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        for (var i = 0; i < 10; i++)
        {
            await attacker.SendFormAsync("/sign-in", ("Form.Email", WorkbenchServer.AdminEmail), ("Form.Password", "wrong password"));
        }

        using var owner = await FormSession.SignInAsync(server.Url, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);

        Assert.Equal(HttpStatusCode.OK, (await owner.Client.GetAsync("/api/v1/me", Now)).StatusCode);
    }

    [Fact]
    public async Task SignOut_ByTheForm_EndsTheSessionForACopyOfTheCookieToo()
    {
        await using var server = await WorkbenchServer.StartAsync();
        using var session = await FormSession.SignInAsync(server.Url, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);
        using var thief = server.CreateClient();
        thief.DefaultRequestHeaders.Add("Cookie", $"mlw-session={session.Cookies.Single(cookie => cookie.Name == "mlw-session").Value}");
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/api/v1/me", Now)).StatusCode);

        var answer = await session.SendFormAsync("/sign-out");

        Assert.Equal(new Uri(server.Url, "/sign-in"), new Uri(server.Url, answer.Headers.Location!));
        Assert.Equal(HttpStatusCode.Unauthorized, (await session.Client.GetAsync("/api/v1/me", Now)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync("/api/v1/me", Now)).StatusCode);
    }

    [Fact]
    public async Task SignOut_ByALinkOrAForeignForm_ChangesNothing()
    {
        await using var server = await WorkbenchServer.StartAsync();
        using var session = await FormSession.SignInAsync(server.Url, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);

        await session.Client.GetAsync("/sign-out", Now);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "sign-out")]);
        var foreign = await session.Client.PostAsync("/sign-out", form, Now);

        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await session.Client.GetAsync("/api/v1/me", Now)).StatusCode);
    }

    [Fact]
    public async Task Invite_WithACommonPassword_IsRefusedBesideTheForm()
    {
        await using var server = await WorkbenchServer.StartAsync();
        var created = await (await server.Admin.PostAsJsonAsync("/api/v1/users", new { email = "ben@example.org", role = "Analyst" }, Now)).Content.ReadFromJsonAsync<JsonElement>(Now);
        using var session = new FormSession(server.Url);

        var answer = await session.SendFormAsync(new Uri(created.GetProperty("inviteUrl").GetString()!).PathAndQuery, ("Form.Name", "Ben"), ("Form.Password", "Password123"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("among the first that attackers try", await answer.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_AccountDisabled_EndsAtTheNextRequest()
    {
        await using var server = await WorkbenchServer.StartAsync();
        var ben = await SamplePeople.AddAsync(server.Services, "ben", UserRole.Analyst);
        using var session = await FormSession.SignInAsync(server.Url, "ben@example.org", SamplePeople.Password);
        Assert.Equal(HttpStatusCode.OK, (await session.Client.GetAsync("/jobs", Now)).StatusCode);

        var change = await server.Admin.PatchAsJsonAsync($"/api/v1/users/{ben.UserId}", new { disabled = true }, Now);

        Assert.Equal(HttpStatusCode.NoContent, change.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await session.Client.GetAsync("/jobs", Now)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await session.Client.GetAsync("/api/v1/me", Now)).StatusCode);
    }

    [Fact]
    public async Task Session_RoleChanged_EndsToo()
    {
        await using var server = await WorkbenchServer.StartAsync();
        var ben = await SamplePeople.AddAsync(server.Services, "ben", UserRole.Approver);
        using var session = await FormSession.SignInAsync(server.Url, "ben@example.org", SamplePeople.Password);

        await server.Admin.PatchAsJsonAsync($"/api/v1/users/{ben.UserId}", new { role = "Viewer" }, Now);

        Assert.Equal(HttpStatusCode.Unauthorized, (await session.Client.GetAsync("/api/v1/me", Now)).StatusCode);
    }

    [Fact]
    public async Task Session_Renamed_ShowsTheNewName()
    {
        await using var server = await WorkbenchServer.StartAsync();
        var ben = await SamplePeople.AddAsync(server.Services, "ben", UserRole.Analyst);
        using var session = await FormSession.SignInAsync(server.Url, "ben@example.org", SamplePeople.Password);

        await server.Services.GetRequiredService<OwnAccount>().RenameAsync(ben, "Benedict", Now);

        Assert.Equal("Benedict", (await session.Client.GetFromJsonAsync<JsonElement>("/api/v1/me", Now)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Password_Changed_KeepsThisSessionAndEndsTheOther()
    {
        await using var server = await WorkbenchServer.StartAsync();
        using var here = await FormSession.SignInAsync(server.Url, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);
        using var there = await FormSession.SignInAsync(server.Url, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);

        var answer = await here.SendFormAsync("/account/password", ("Form.Current", WorkbenchServer.AdminPassword), ("Form.Password", "a new password"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.Client.GetAsync("/api/v1/me", Now)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.Client.GetAsync("/api/v1/me", Now)).StatusCode);
    }

    [Fact]
    public async Task Api_ChangeByCookieWithoutAntiforgery_IsRefused()
    {
        await using var server = await WorkbenchServer.StartAsync();
        using var session = await FormSession.SignInAsync(server.Url, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);

        var answer = await session.Client.PostAsJsonAsync("/api/v1/tokens", new { name = "Stolen" }, Now);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("antiforgery", (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Invite_FromTheApi_LetsThePersonInOnce()
    {
        await using var server = await WorkbenchServer.StartAsync();
        var created = await (await server.Admin.PostAsJsonAsync("/api/v1/users", new { email = "ben@example.org", role = "Analyst" }, Now)).Content.ReadFromJsonAsync<JsonElement>(Now);
        var link = new Uri(created.GetProperty("inviteUrl").GetString()!);
        using var session = new FormSession(server.Url);

        var answer = await session.SendFormAsync(link.PathAndQuery, ("Form.Name", "Ben"), ("Form.Password", "long enough"));
        var again = await session.Client.GetStringAsync(link.PathAndQuery, Now);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("Analyst", (await session.Client.GetFromJsonAsync<JsonElement>("/api/v1/me", Now)).GetProperty("role").GetString());
        Assert.Contains("This invitation is no longer valid", again, StringComparison.Ordinal);
    }

    [GeneratedRegex("""<p class="mlw-error".*?</p>""", RegexOptions.Singleline)]
    private static partial Regex Error();
}
