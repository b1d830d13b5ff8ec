using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;

namespace MlWorkbench.Web.Tests.Projects;

/// <summary>Projects in a real browser: addresses, the switcher, members, and the view of an outsider.</summary>
public sealed class ProjectPagesTests
{
    private readonly List<string> _complaints = [];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [BrowserFact]
    public async Task Project_CreatedAndOpened_KeepsItsAddressOnEveryPage()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await server.Admin.PostAsync("/api/v1/datasets/shared/versions", Csv(), Now);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Url, _complaints);
        await SignInAsync(page, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);

        // Create the project.
        await page.ClickAsync(".mlw-project");
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "All projects" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create project" }).ClickAsync();
        await page.GetByLabel("Title").FillAsync("Card fraud");
        await Assertions.Expect(page.GetByLabel("Name in addresses")).ToHaveValueAsync("card-fraud");
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Create project" }).ClickAsync();
        await Assertions.Expect(Heading(page, "Card fraud")).ToBeVisibleAsync();

        // Open it. Links and reloads stay in it.
        await page.GetByRole(AriaRole.Link, new() { Name = "Open project" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/p/card-fraud/$"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Data", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/p/card-fraud/data$"));
        await Assertions.Expect(page.GetByText("shared")).ToHaveCountAsync(0);

        // Upload, in a request of its own.
        await page.GotoAsync("/p/card-fraud/data?upload=true");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "cards.csv", MimeType = "text/csv", Buffer = "amount,kind\n1,x\n2,y\n3,x\n"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/p/card-fraud/data/cards"));
        await Assertions.Expect(page.Locator(".mlw-preview td").First).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".mlw-preview td").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Columns" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/p/card-fraud/data/cards.*tab=columns"));

        // The jump list finds what is in the project.
        await page.Keyboard.PressAsync("Control+k");
        await page.Locator(".mlw-palette input, [role=combobox]").First.FillAsync("cards");
        await Assertions.Expect(page.Locator(".mlw-palette li").First).ToContainTextAsync("cards");
        await page.Keyboard.PressAsync("Escape");

        // Switch back and forth.
        await page.ClickAsync(".mlw-project");
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Default project" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(server.Url.ToString());
        await page.GotoAsync("/data");
        await Assertions.Expect(page.GetByText("shared")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await page.GoBackAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/p/card-fraud/data/cards"));
        await Assertions.Expect(page.Locator(".mlw-project")).ToContainTextAsync("Card fraud");
        await page.GotoAsync("/p/card-fraud/projects");
        await Assertions.Expect(page.Locator(".mlw-content tbody tr")).ToHaveCountAsync(2);
        await Screenshots.TakeAsync(page, "projects");
        await Screenshots.TakeDarkAsync(page, "projects", "Card fraud");
        await page.SetViewportSizeAsync(390, 800);
        await Screenshots.TakeAsync(page, "projects-narrow");
        Assert.Empty(_complaints);
    }

    [BrowserFact]
    public async Task ServerRestart_OpenPageOfAProject_HealsInTheProject()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await CreateAsync(server, "fraud");
        await using var browser = await Browser.StartAsync();
        // The test causes a lost connection, so the browser's own errors about it are ignored.
        var page = await browser.OpenAsync(server.Url, []);
        await SignInAsync(page, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);
        await page.GotoAsync("/p/fraud/jobs?state=failed");
        await Assertions.Expect(Heading(page, "Jobs")).ToBeVisibleAsync();

        await server.StopAsync();
        await Assertions.Expect(page.GetByText("Connection lost. Trying again")).ToBeVisibleAsync();
        await server.StartAgainAsync();

        await Assertions.Expect(page.GetByText("Connection lost. Trying again")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Completed" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/p/fraud/jobs\\?state=completed"));
        await Assertions.Expect(page.Locator(".mlw-project")).ToContainTextAsync("fraud");
    }

    [BrowserFact]
    public async Task Guest_AddedByTheAdministrator_SeesOnlyTheProject()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await CreateAsync(server, "fraud", "Card fraud");
        await SamplePeople.AddAsync(server.Services, "gus", UserRole.Guest);
        await using var browser = await Browser.StartAsync();
        var admin = await browser.OpenAsync(server.Url, _complaints);
        await SignInAsync(admin, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);
        await admin.GotoAsync("/projects/fraud");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Add member" }).ClickAsync();
        await admin.GetByLabel("Person").FillAsync("gus");
        await admin.Locator(".mud-list-item").First.ClickAsync();
        await admin.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Add member" }).ClickAsync();
        await Assertions.Expect(admin.GetByLabel("Role of gus")).ToHaveValueAsync("Analyst");
        await Assertions.Expect(admin.GetByText("gus is a member now.")).ToBeHiddenAsync();
        await Screenshots.TakeAsync(admin, "project-members");
        await admin.SetViewportSizeAsync(390, 800);
        await Screenshots.TakeAsync(admin, "project-members-narrow");
        await admin.SetViewportSizeAsync(1440, 900);

        // A deep link leads through the sign-in page to the project.
        var guest = await browser.OpenAsync(server.Url, []);
        await guest.GotoAsync("/p/fraud/data");
        await guest.GetByLabel("E-mail").FillAsync("gus@example.org");
        await guest.GetByLabel("Password").FillAsync(SamplePeople.Password);
        await guest.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(guest).ToHaveURLAsync(new Regex("/p/fraud/data$"));
        await Assertions.Expect(Heading(guest, "Data")).ToBeVisibleAsync();
        await guest.GotoAsync("/data");
        await Assertions.Expect(guest.GetByText("Your role does not allow you to see datasets")).ToBeVisibleAsync();
        await guest.GotoAsync("/");
        await Assertions.Expect(guest.GetByText("Choose a project").Last).ToBeVisibleAsync();
        await guest.GetByRole(AriaRole.Link, new() { Name = "Show my projects" }).ClickAsync();
        await Assertions.Expect(guest.Locator(".mlw-content tbody tr")).ToHaveCountAsync(1);
        await guest.GotoAsync("/p/unknown/data");
        await Assertions.Expect(Heading(guest, "Page not found")).ToBeVisibleAsync();

        // After the removal, the project does not exist for the guest.
        await admin.GetByRole(AriaRole.Button, new() { Name = "Remove gus" }).ClickAsync();
        await Assertions.Expect(admin.GetByText("gus no longer sees this project.")).ToBeVisibleAsync();
        var answer = await guest.GotoAsync("/p/fraud/data");
        Assert.Equal(404, answer!.Status);
        Assert.Empty(_complaints);
    }

    [BrowserFact]
    public async Task ArchivedProject_SaysThatItIsReadOnly()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await CreateAsync(server, "old");
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Url, _complaints);
        await SignInAsync(page, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);
        await page.GotoAsync("/projects/old");

        await page.GetByRole(AriaRole.Button, new() { Name = "Archive project" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Restore project" })).ToBeVisibleAsync();
        await page.GotoAsync("/p/old/data");

        await Assertions.Expect(page.GetByText("This project is archived and read-only.")).ToBeVisibleAsync();
        await page.GotoAsync("/");
        await page.ClickAsync(".mlw-project");
        await Assertions.Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "All projects" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "old", Exact = true })).ToHaveCountAsync(0);
        Assert.Empty(_complaints);
    }

    private static async Task CreateAsync(WorkbenchServer server, string name, string? title = null)
    {
        using var answer = await server.Admin.PostAsJsonAsync("/api/v1/projects", new { name, title }, Now);
        answer.EnsureSuccessStatusCode();
    }

    private static StringContent Csv() => new("a,b\n1,x\n2,y\n", Encoding.UTF8, "text/csv");

    private static ILocator Heading(IPage page, string text) => page.GetByRole(AriaRole.Heading, new() { Name = text, Exact = true, Level = 1 });

    private static async Task SignInAsync(IPage page, string email, string password)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mlw-frame")).ToBeVisibleAsync();
    }
}
