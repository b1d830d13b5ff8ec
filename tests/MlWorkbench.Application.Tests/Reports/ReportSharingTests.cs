using System.Text;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Reports;
using MlWorkbench.Application.Storage;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Reports;

public sealed class ReportSharingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ShareVersionAsync_RegisteredModel_FreezesAllThatThereIsToSay()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await PlantAsync(workbench);

        var shared = await workbench.Get<ReportSharing>().ShareVersionAsync(workbench.Admin, SampleModel.Model, 1, new ReportRequest(), Cancellation);
        var html = await OpenAsync(workbench, shared.Token);

        string[] parts =
        [
            "<title>Evaluation of churn, version 1</title>", "Churn, version 1", "rows that training and selection did not use, better than the baseline&#x27;s 0.500",
            "Weakest segment plan = ", "5-fold cross-validation on 1,200 rows; 300 test rows were set aside", "customers, version 1, 1,500 rows", "SHA-256 ",
            "ROC AUC by segment, worst first", "ROC curve", "Calibration curve", "Actual \\ predicted", "Linear, L2 0.1", "<th>l2</th><td>0.1</td>",
            "<td>age</td>", "Registered".ToLowerInvariant(), "seed 1",
        ];
        Assert.All(parts, part => Assert.Contains(part, html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ShareRunAsync_Report_NeedsNoScriptAndNoNetwork()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = await PlantAsync(workbench);

        var shared = await workbench.Get<ReportSharing>().ShareRunAsync(workbench.Admin, sample.RunId, new ReportRequest("Quarterly"), Cancellation);
        var html = await OpenAsync(workbench, shared.Token);

        Assert.Contains("<h1>Quarterly</h1>", html, StringComparison.Ordinal);
        Assert.Contains("Content-Security-Policy\" content=\"default-src &#x27;none&#x27;", html, StringComparison.Ordinal);
        Assert.All(["<script", "http://", "https://", "src=", "url(", "@import", "javascript:"], part => Assert.DoesNotContain(part, html, StringComparison.OrdinalIgnoreCase));
        Assert.InRange(html.Length, 10_000, 200_000);
    }

    [Fact]
    public async Task ShareRunAsync_HostileNames_AreShownAsText()
    {
        const string hostile = "</td><img src=x onerror=alert(1)>";
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = new SampleModel(workbench.Services);
        await sample.PlantAsync(workbench.Admin, plan: hostile);

        var shared = await workbench.Get<ReportSharing>().ShareRunAsync(workbench.Admin, sample.RunId, new ReportRequest("<script>alert(1)</script>"), Cancellation);
        var html = await OpenAsync(workbench, shared.Token);

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("&lt;/td&gt;&lt;img src=x onerror=alert(1)&gt; = basic", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenLinkAsync_LiveLink_CountsViews()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = await PlantAsync(workbench);
        var shared = await workbench.Get<ReportSharing>().ShareRunAsync(workbench.Admin, sample.RunId, new ReportRequest(), Cancellation);

        await OpenAsync(workbench, shared.Token);
        await OpenAsync(workbench, shared.Token);
        await workbench.Get<ReportViews>().WriteAsync(Cancellation);

        var listed = Assert.Single((await workbench.Get<ReportCatalog>().ListAsync(workbench.Admin, new ListQuery("evaluation OF"), Cancellation)).Items);
        Assert.Equal((2, "Evaluation of run 2 of Churn of customers", null), (listed.Views, listed.Title, listed.RevokedAt));
    }

    [Fact]
    public async Task OpenLinkAsync_ExpiredRevokedOrUnknownLink_OpensNothing()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = await PlantAsync(workbench);
        var sharing = workbench.Get<ReportSharing>();
        var expiring = await sharing.ShareRunAsync(workbench.Admin, sample.RunId, new ReportRequest(), Cancellation);
        var revoked = await sharing.ShareRunAsync(workbench.Admin, sample.RunId, new ReportRequest(ExpiresInDays: 365), Cancellation);

        await sharing.RevokeAsync(workbench.Admin, revoked.Id, Cancellation);
        await sharing.RevokeAsync(workbench.Admin, revoked.Id, Cancellation);
        workbench.Clock.Advance(TimeSpan.FromDays(29));
        Assert.NotNull(await sharing.OpenLinkAsync(expiring.Token, Cancellation));
        workbench.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Null(await sharing.OpenLinkAsync(expiring.Token, Cancellation));
        Assert.Null(await sharing.OpenLinkAsync(revoked.Token, Cancellation));
        Assert.Null(await sharing.OpenLinkAsync("guess", Cancellation));
        Assert.NotEmpty(await workbench.Get<ReportCatalog>().ReadContentAsync(workbench.Admin, revoked.Id, Cancellation));
    }

    [Fact]
    public async Task ShareRunAsync_Token_IsKeptAsAHashOnly()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = await PlantAsync(workbench);

        var shared = await workbench.Get<ReportSharing>().ShareRunAsync(workbench.Admin, sample.RunId, new ReportRequest(), Cancellation);

        Assert.Equal(43, shared.Token.Length);
        Assert.False(await workbench.Database.ContainsAsync(shared.Token));
    }

    [Fact]
    public async Task ShareRunAsync_RunWithoutEvaluation_SaysToWait()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = await PlantAsync(workbench);
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Cancellation);
        await db.Evaluations.ExecuteDeleteAsync(Cancellation);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<ReportSharing>().ShareRunAsync(workbench.Admin, sample.RunId, new ReportRequest(), Cancellation));

        Assert.Equal("run_not_evaluated", refusal.Code);
        Assert.Equal(0, await db.Reports.CountAsync(Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(366)]
    public async Task ShareRunAsync_ImpossibleExpiry_IsRefused(int days)
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = await PlantAsync(workbench);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<ReportSharing>().ShareRunAsync(workbench.Admin, sample.RunId, new ReportRequest(ExpiresInDays: days), Cancellation));

        Assert.Equal("expiry_invalid", refusal.Code);
    }

    [Fact]
    public async Task ShareAndRevoke_Viewer_AreForbidden()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = await PlantAsync(workbench);
        var sharing = workbench.Get<ReportSharing>();
        var viewer = new Actor(Guid.CreateVersion7(), "Vera", UserRole.Viewer);
        var shared = await sharing.ShareRunAsync(workbench.Admin, sample.RunId, new ReportRequest(), Cancellation);

        Assert.Equal(ErrorKind.Forbidden, (await Assert.ThrowsAsync<WorkbenchException>(() => sharing.ShareRunAsync(viewer, sample.RunId, new ReportRequest(), Cancellation))).Kind);
        Assert.Equal(ErrorKind.Forbidden, (await Assert.ThrowsAsync<WorkbenchException>(() => sharing.RevokeAsync(viewer, shared.Id, Cancellation))).Kind);
    }

    private static async Task<SampleModel> PlantAsync(TestWorkbench workbench)
    {
        var sample = new SampleModel(workbench.Services);
        await sample.PlantAsync(workbench.Admin);
        return sample;
    }

    private static async Task<string> OpenAsync(TestWorkbench workbench, string token) =>
        Encoding.UTF8.GetString((await workbench.Get<ReportSharing>().OpenLinkAsync(token, Cancellation))!);
}
