using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Reports;

/// <summary>Reads reports.</summary>
public sealed class ReportCatalog(IDbContextFactory<WorkbenchDbContext> contexts, ContentStore contents)
{
    private static readonly ListOrders<Report, Guid> Orders = new ListOrders<Report, Guid>(report => report.Id)
        .By("created", report => report.CreatedAt);

    /// <summary>Lists reports, newest first. <see cref="ListQuery.Search"/> matches titles.</summary>
    public async Task<Page<ReportSummary>> ListAsync(Actor actor, ListQuery query, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see reports");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var reports = db.Reports.AsNoTracking().Where(report => report.ProjectId == actor.Project.Id);
        if (query.Pattern is { } pattern)
        {
            reports = reports.Where(report => ListQuery.Matches(report.Title, pattern));
        }

        var total = await reports.CountAsync(cancellationToken);
        var slice = await Orders.SliceAsync(reports, query, cancellationToken);
        var items = await slice.Rows
            .Select(report => new ReportSummary
            {
                Id = report.Id,
                Title = report.Title,
                RunId = report.RunId,
                Model = db.ModelVersions.Where(version => version.Id == report.ModelVersionId).Select(version => version.Model!.Name).SingleOrDefault(),
                Version = db.ModelVersions.Where(version => version.Id == report.ModelVersionId).Select(version => (int?)version.Number).SingleOrDefault(),
                CreatedById = report.CreatedById,
                CreatedByName = report.CreatedByName,
                CreatedAt = report.CreatedAt,
                ExpiresAt = report.ExpiresAt,
                RevokedAt = report.RevokedAt,
                Views = report.Views,
            })
            .ToListAsync(cancellationToken);
        return slice.ToPage(items, total);
    }

    /// <summary>Returns the frozen HTML. People with an account can read it even after its link has expired.</summary>
    public async Task<byte[]> ReadContentAsync(Actor actor, Guid reportId, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see reports");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var digest = await db.Reports.Where(report => report.Id == reportId && report.ProjectId == actor.Project.Id).Select(report => report.ContentDigest).SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound("such report");
        return await contents.ReadBytesAsync(digest, cancellationToken);
    }
}
