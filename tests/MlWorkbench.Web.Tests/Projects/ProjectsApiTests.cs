using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Projects;

/// <summary>Projects, their members and their addresses over HTTP.</summary>
public sealed class ProjectsApiTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Root = "/api/v1";
    private static int _made;

    private WorkbenchServer Server => shared.Server;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_NewProject_IsListedWithItsAddress()
    {
        var name = NewName();

        using var answer = await Server.Admin.PostAsJsonAsync($"{Root}/projects", new { name, title = "Card fraud" }, Now);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal($"{Root}/projects/{name}", answer.Headers.Location!.ToString());
        var listed = (await ReadAsync(Server.Admin, "projects?limit=200")).GetProperty("items").EnumerateArray().Single(project => project.GetProperty("name").GetString() == name);
        Assert.Equal("Card fraud", listed.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("Card fraud")]
    [InlineData("-fraud")]
    [InlineData("")]
    public async Task Create_NameThatDoesNotFitAnAddress_IsRefused(string name)
    {
        using var answer = await Server.Admin.PostAsJsonAsync($"{Root}/projects", new { name }, Now);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("name_invalid", await CodeAsync(answer));
    }

    [Fact]
    public async Task Names_InTwoProjects_AreIndependent()
    {
        var (one, two) = (await ProjectAsync(), await ProjectAsync());

        using var first = await UploadAsync(Server.Admin, one, "people", "a,b\n1,x\n2,y\n");
        using var second = await UploadAsync(Server.Admin, two, "people", "a,b\n1,x\n2,y\n");

        // The same content is a new version in each: an answer must not reveal that the other project has it.
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal($"{Root}/projects/{two}/datasets/people/versions/1", second.Headers.Location!.ToString());
        using var followed = await Server.Admin.GetAsync(second.Headers.Location, Now);
        Assert.Equal(HttpStatusCode.OK, followed.StatusCode);
    }

    [Fact]
    public async Task DefaultProject_ByItsName_IsTheSameAsWithoutAProject()
    {
        using var upload = await UploadAsync(Server.Admin, "default", "by-its-name", "a,b\n1,x\n2,y\n");

        using var answer = await Server.Admin.GetAsync($"{Root}/datasets/by-its-name", Now);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Member_InTheirProject_HasTheRoleThere()
    {
        var project = await ProjectAsync();
        using var viewer = await PersonAsync(UserRole.Viewer, project, UserRole.Analyst);

        using var there = await UploadAsync(viewer, project, "mine", "a,b\n1,x\n2,y\n");
        using var here = await UploadAsync(viewer, "default", "mine", "a,b\n1,x\n2,y\n");

        Assert.Equal(HttpStatusCode.Created, there.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, here.StatusCode);
    }

    [Fact]
    public async Task Project_OfOthers_DoesNotExist()
    {
        var project = await ProjectAsync();
        using var outsider = await PersonAsync(UserRole.Approver, null, default);

        using var datasets = await outsider.GetAsync($"{Root}/projects/{project}/datasets", Now);
        using var itself = await outsider.GetAsync($"{Root}/projects/{project}", Now);
        using var members = await outsider.GetAsync($"{Root}/projects/{project}/members", Now);
        using var unknown = await outsider.GetAsync($"{Root}/projects/unknown/datasets", Now);

        Assert.All([datasets, itself, members, unknown], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.DoesNotContain(project, (await ReadAsync(outsider, "projects?limit=200")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guest_OutsideTheirProjects_MayNothing()
    {
        var project = await ProjectAsync();
        using var guest = await PersonAsync(UserRole.Guest, project, UserRole.Viewer);

        using var here = await guest.GetAsync($"{Root}/datasets", Now);
        using var there = await guest.GetAsync($"{Root}/projects/{project}/datasets", Now);

        Assert.Equal(HttpStatusCode.Forbidden, here.StatusCode);
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        Assert.Equal(project, Assert.Single((await ReadAsync(guest, "projects")).GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task RemovedMember_NoLongerSeesTheProject()
    {
        var project = await ProjectAsync();
        using var member = await PersonAsync(UserRole.Viewer, project, UserRole.Analyst);
        var id = (await ReadAsync(member, "me")).GetProperty("id").GetGuid();

        using var removed = await Server.Admin.DeleteAsync($"{Root}/projects/{project}/members/{id}", Now);
        using var answer = await member.GetAsync($"{Root}/projects/{project}/datasets", Now);

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("Admin")]
    [InlineData("Guest")]
    public async Task SetMember_RoleOfTheWorkbench_IsRefused(string role)
    {
        var project = await ProjectAsync();
        var person = await SamplePeople.AddAsync(Server.Services, NewName(), UserRole.Viewer);

        using var answer = await Server.Admin.PutAsJsonAsync($"{Root}/projects/{project}/members/{person.UserId}", new { role }, Now);

        Assert.Equal("role_invalid", await CodeAsync(answer));
    }

    [Fact]
    public async Task SetMember_Administrator_IsRefused()
    {
        var project = await ProjectAsync();
        var person = await SamplePeople.AddAsync(Server.Services, NewName(), UserRole.Admin);

        using var answer = await Server.Admin.PutAsJsonAsync($"{Root}/projects/{project}/members/{person.UserId}", new { role = "Viewer" }, Now);

        Assert.Equal("administrator", await CodeAsync(answer));
    }

    [Fact]
    public async Task SetMember_DisabledAccount_IsUnknown()
    {
        var project = await ProjectAsync();
        var person = await SamplePeople.AddAsync(Server.Services, NewName(), UserRole.Viewer);
        using var disabled = await Server.Admin.PatchAsJsonAsync($"{Root}/users/{person.UserId}", new { disabled = true }, Now);

        using var answer = await Server.Admin.PutAsJsonAsync($"{Root}/projects/{project}/members/{person.UserId}", new { role = "Viewer" }, Now);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(0, (await ReadAsync(Server.Admin, $"projects/{project}")).GetProperty("members").GetInt32());
    }

    [Fact]
    public async Task SetMember_OfTheDefaultProject_IsRefused()
    {
        var person = await SamplePeople.AddAsync(Server.Services, NewName(), UserRole.Viewer);

        using var answer = await Server.Admin.PutAsJsonAsync($"{Root}/projects/default/members/{person.UserId}", new { role = "Analyst" }, Now);

        Assert.Equal("default_project", await CodeAsync(answer));
    }

    [Fact]
    public async Task Token_OfOneProject_FindsNothingElsewhere()
    {
        var (project, other) = (await ProjectAsync(), await ProjectAsync());
        using var limited = await LimitedAsync(project);

        using var there = await limited.GetAsync($"{Root}/projects/{project}/datasets", Now);
        using var elsewhere = await limited.GetAsync($"{Root}/projects/{other}/datasets", Now);
        using var byDefault = await limited.GetAsync($"{Root}/datasets", Now);

        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, byDefault.StatusCode);
        Assert.Equal(project, Assert.Single((await ReadAsync(limited, "projects")).GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Token_OfOneProject_NeverAdministersTheWorkbench()
    {
        var project = await ProjectAsync();
        using var limited = await LimitedAsync(project);

        using var users = await limited.GetAsync($"{Root}/projects/{project}/users", Now);
        using var token = await limited.PostAsJsonAsync($"{Root}/projects/{project}/tokens", new { name = "wider" }, Now);
        using var archive = await limited.PatchAsJsonAsync($"{Root}/projects/{project}", new { archived = true }, Now);

        Assert.All([users, token, archive], answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
    }

    [Fact]
    public async Task Token_WithoutTheScopeRead_SeesNoProjectAndNoMember()
    {
        var project = await ProjectAsync();
        using var issued = await Server.Admin.PostAsJsonAsync($"{Root}/tokens", new { name = NewName(), scopes = new[] { "Predict" } }, Now);
        using var scoring = Server.CreateClient((await issued.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("token").GetString());

        foreach (var path in (string[])["projects", $"projects/{project}", $"projects/{project}/members", $"projects/{project}/members/{Guid.Empty}"])
        {
            using var answer = await scoring.GetAsync($"{Root}/{path}", Now);
            Assert.Equal("scope_missing", await CodeAsync(answer));
        }
    }

    /// <summary>The page writes a new cookie while the person has the role of the project.</summary>
    [Fact]
    public async Task PasswordChange_AtAnAddressOfAProject_LeavesTheRoleOfTheAccount()
    {
        var project = await ProjectAsync();
        var person = await SamplePeople.AddAsync(Server.Services, NewName(), UserRole.Viewer);
        using var member = await Server.Admin.PutAsJsonAsync($"{Root}/projects/{project}/members/{person.UserId}", new { role = "Approver" }, Now);
        using var session = await Access.FormSession.SignInAsync(Server.Url, $"{person.Name}@example.org", SamplePeople.Password);

        using var changed = await session.SendFormAsync($"/p/{project}/account/password", ("Form.Current", SamplePeople.Password), ("Form.Password", "another good password"));

        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Equal(["Read"], await PermissionsAsync(session.Client, "me"));
        Assert.Contains("Approve", await PermissionsAsync(session.Client, $"projects/{project}/me"));
    }

    [Fact]
    public async Task Token_ForAProjectOfOthers_IsRefused()
    {
        var project = await ProjectAsync();
        using var outsider = await PersonAsync(UserRole.Analyst, null, default);

        using var answer = await outsider.PostAsJsonAsync($"{Root}/tokens", new { name = NewName(), project }, Now);

        Assert.Equal("project_unknown", await CodeAsync(answer));
    }

    [Fact]
    public async Task ArchivedProject_IsReadOnlyUntilItIsRestored()
    {
        var project = await ProjectAsync();
        using var before = await UploadAsync(Server.Admin, project, "kept", "a,b\n1,x\n2,y\n");
        using var archived = await Server.Admin.PatchAsJsonAsync($"{Root}/projects/{project}", new { archived = true }, Now);

        using var read = await Server.Admin.GetAsync($"{Root}/projects/{project}/datasets/kept", Now);
        using var write = await UploadAsync(Server.Admin, project, "kept", "a,b\n3,x\n4,y\n");
        using var restored = await Server.Admin.PatchAsJsonAsync($"{Root}/projects/{project}", new { archived = false }, Now);
        using var after = await UploadAsync(Server.Admin, project, "kept", "a,b\n3,x\n4,y\n");

        Assert.Equal(HttpStatusCode.OK, archived.StatusCode);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal("project_archived", await CodeAsync(write));
        Assert.Equal(HttpStatusCode.Created, after.StatusCode);
    }

    [Fact]
    public async Task Archive_DefaultProject_IsRefused()
    {
        using var answer = await Server.Admin.PatchAsJsonAsync($"{Root}/projects/default", new { archived = true }, Now);

        Assert.Equal("default_project", await CodeAsync(answer));
    }

    [Fact]
    public async Task Audit_OfAProject_HasItsEntriesAndTheChainStaysWhole()
    {
        var project = await ProjectAsync();
        using var upload = await UploadAsync(Server.Admin, project, "audited", "a,b\n1,x\n2,y\n");

        var inProject = await ReadAsync(Server.Admin, $"projects/{project}/audit");
        var filtered = await ReadAsync(Server.Admin, $"audit?project={project}");
        var verification = await ReadAsync(Server.Admin, "audit/verification");

        Assert.Equal(["dataset.versionCreated", "project.created"], inProject.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()));
        Assert.Equal(2, filtered.GetProperty("total").GetInt32());
        Assert.True(verification.GetProperty("isWhole").GetBoolean());
    }

    [Fact]
    public async Task Page_OfAProjectOfOthers_IsNotFound()
    {
        var project = await ProjectAsync();
        var person = await SamplePeople.AddAsync(Server.Services, NewName(), UserRole.Approver);
        using var session = await Access.FormSession.SignInAsync(Server.Url, $"{person.Name}@example.org", SamplePeople.Password);

        using var foreign = await session.Client.GetAsync($"/p/{project}/data", Now);
        using var unknown = await session.Client.GetAsync("/p/unknown/data", Now);

        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static string NewName() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"some-{Interlocked.Increment(ref _made)}");

    private async Task<string> ProjectAsync()
    {
        var name = NewName();
        using var answer = await Server.Admin.PostAsJsonAsync($"{Root}/projects", new { name }, Now);
        answer.EnsureSuccessStatusCode();
        return name;
    }

    /// <summary>A client of a new person.</summary>
    /// <param name="project">If null, the person is in no project.</param>
    private async Task<HttpClient> PersonAsync(UserRole account, string? project, UserRole member)
    {
        var person = await SamplePeople.AddAsync(Server.Services, NewName(), account);
        if (project is not null)
        {
            using var answer = await Server.Admin.PutAsJsonAsync($"{Root}/projects/{project}/members/{person.UserId}", new { role = member.ToString() }, Now);
            answer.EnsureSuccessStatusCode();
        }

        return await Server.CreateClientAsync(person.Name);
    }

    /// <summary>A client of the administrator with a token of the project.</summary>
    private async Task<HttpClient> LimitedAsync(string project)
    {
        using var answer = await Server.Admin.PostAsJsonAsync($"{Root}/tokens", new { name = NewName(), project }, Now);
        return Server.CreateClient((await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("token").GetString());
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, string project, string dataset, string csv)
    {
        using var content = new StringContent(csv, Encoding.UTF8, "text/csv");
        return await client.PostAsync($"{Root}/projects/{project}/datasets/{dataset}/versions", content, Now);
    }

    private static async Task<IEnumerable<string?>> PermissionsAsync(HttpClient client, string path) =>
        (await ReadAsync(client, path)).GetProperty("permissions").EnumerateArray().Select(permission => permission.GetString());

    private static async Task<JsonElement> ReadAsync(HttpClient client, string path) => await client.GetFromJsonAsync<JsonElement>($"{Root}/{path}", Now);

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("code").GetString();
}
