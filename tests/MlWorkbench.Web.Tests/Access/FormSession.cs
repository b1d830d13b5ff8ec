using System.Net;
using System.Text.RegularExpressions;

namespace MlWorkbench.Web.Tests.Access;

/// <summary>A browser without scripts: it stores cookies and sends the site's own forms.</summary>
internal sealed partial class FormSession : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };

    public FormSession(Uri site) => Client = new HttpClient(_handler) { BaseAddress = site };

    public HttpClient Client { get; }

    public CookieCollection Cookies => _handler.CookieContainer.GetAllCookies();

    public static async Task<FormSession> SignInAsync(Uri site, string email, string password)
    {
        var session = new FormSession(site);
        var answer = await session.SendFormAsync("/sign-in", ("Form.Email", email), ("Form.Password", password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return session;
    }

    /// <summary>Opens the page, fills its form and sends it with its hidden fields.</summary>
    public async Task<HttpResponseMessage> SendFormAsync(string path, params (string Name, string Value)[] fields)
    {
        var page = await Client.GetStringAsync(path);
        using var form = new FormUrlEncodedContent([.. HiddenFields(page), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await Client.PostAsync(path, form);
    }

    /// <summary>The hidden fields of the page's form.</summary>
    public static IEnumerable<KeyValuePair<string, string>> HiddenFields(string page) =>
        HiddenField().Matches(page).Select(match => KeyValuePair.Create(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value)));

    public void Dispose() => Client.Dispose();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" ?/?>""")]
    private static partial Regex HiddenField();
}
