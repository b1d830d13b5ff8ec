using System.Text;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Reports.Html;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Reports;

/// <summary>Freezes the evaluation of a run or model version as one HTML file with a share link.</summary>
/// <remarks>The link needs no account, expires and can be revoked.</remarks>
public sealed class ReportSharing(IDbContextFactory<WorkbenchDbContext> contexts, ContentStore contents, ChangeLog changes, ReportViews views, TimeProvider clock)
{
    public const int DefaultDays = 30;
    public const int MostDays = 365;
    public const int LongestTitle = 200;

    public async Task<SharedReport> ShareRunAsync(Actor actor, Guid runId, ReportRequest request, CancellationToken cancellationToken)
    {
        var title = CheckRequest(actor, request);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var source = await ReportSource.OfRunAsync(db, actor.Project, runId, cancellationToken) ?? throw WorkbenchException.NotFound("such run");
        return await ShareAsync(db, actor, source, title, request.ExpiresInDays ?? DefaultDays, cancellationToken);
    }

    public async Task<SharedReport> ShareVersionAsync(Actor actor, string model, int version, ReportRequest request, CancellationToken cancellationToken)
    {
        var title = CheckRequest(actor, request);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var source = await ReportSource.OfVersionAsync(db, actor.Project, model, version, cancellationToken) ?? throw WorkbenchException.NotFound($"version {version} of a model '{model}'");
        return await ShareAsync(db, actor, source, title, request.ExpiresInDays ?? DefaultDays, cancellationToken);
    }

    /// <summary>Revokes the link, which stops working immediately. A second call changes nothing.</summary>
    public async Task RevokeAsync(Actor actor, Guid reportId, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Share, "revoke shared reports");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var report = await db.Reports.SingleOrDefaultAsync(row => row.Id == reportId && row.ProjectId == actor.Project.Id, cancellationToken) ?? throw WorkbenchException.NotFound("such report");
        actor.RequireOwn(report.CreatedById, $"{report.CreatedByName} shared the report '{report.Title}'. They or an administrator can revoke its link.");
        if (report.RevokedAt is null)
        {
            report.RevokedAt = clock.GetUtcNow().UtcDateTime;
            await changes.RecordAsync(db, actor, ReportEvents.Of(report), new ReportEvents.Revoked(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Returns the HTML of a link and counts a view. Null if the link is unknown, expired or revoked.</summary>
    public async Task<byte[]?> OpenLinkAsync(string token, CancellationToken cancellationToken)
    {
        var hash = ReportTokens.HashOf(token);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await db.Reports
            .Where(report => report.TokenHash == hash && report.RevokedAt == null && report.ExpiresAt > now)
            .Select(report => new { report.Id, report.ContentDigest })
            .SingleOrDefaultAsync(cancellationToken);
        if (open is null)
        {
            return null;
        }

        views.NoteView(open.Id);
        return await contents.ReadBytesAsync(open.ContentDigest, cancellationToken);
    }

    /// <param name="givenTitle">If null, derived from the source.</param>
    private async Task<SharedReport> ShareAsync(WorkbenchDbContext db, Actor actor, ReportSource source, string? givenTitle, int days, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var title = givenTitle ?? $"Evaluation of {source.Subject}";
        var html = ReportHtml.Render(source.ToReport(title, actor.Name, now));
        var digest = await contents.PutBytesAsync(Encoding.UTF8.GetBytes(html), cancellationToken);
        var token = ReportTokens.Make();
        var report = new Report
        {
            Id = Guid.CreateVersion7(),
            ProjectId = source.ProjectId,
            Title = title,
            RunId = source.RunId,
            ModelVersionId = source.ModelVersionId,
            ContentDigest = digest,
            TokenHash = ReportTokens.HashOf(token),
            ExpiresAt = now.AddDays(days),
            CreatedById = actor.UserId,
            CreatedByName = actor.Name,
            CreatedAt = now,
        };
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        db.Reports.Add(report);
        await changes.RecordAsync(db, actor, ReportEvents.Of(report), new ReportEvents.Shared(source.Subject), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SharedReport(report.Id, token, report.ExpiresAt!.Value);
    }

    /// <summary>Checks the request and returns its title. Null if the request has none.</summary>
    private static string? CheckRequest(Actor actor, ReportRequest request)
    {
        actor.Require(Permission.Share, "share reports");
        if (request.ExpiresInDays is < 1 or > MostDays)
        {
            throw WorkbenchException.Invalid("expiry_invalid", $"A link is valid for 1 to {MostDays} days; {request.ExpiresInDays} were requested.");
        }

        return string.IsNullOrWhiteSpace(request.Title) ? null : NameRules.Require(request.Title, "report", LongestTitle, "title_invalid", "title");
    }
}
