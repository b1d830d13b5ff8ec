using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets.Segments;

namespace MlWorkbench.Application.Evaluations;

/// <summary>Reads the segments of a project.</summary>
public sealed class SegmentCatalog(IDbContextFactory<WorkbenchDbContext> contexts)
{
    private static readonly ListOrders<Segment, Guid> Orders = new ListOrders<Segment, Guid>(segment => segment.Id)
        .By("name", segment => segment.Name, descending: false)
        .By("kind", segment => segment.Kind, descending: false)
        .By("created", segment => segment.CreatedAt);

    /// <summary>Sorts by <c>kind</c>, <c>created</c> or <c>name</c> (the default). Searches names.</summary>
    public async Task<Page<SegmentSummary>> ListAsync(Actor actor, ListQuery query, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see segments");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var segments = db.Segments.AsNoTracking().Where(segment => segment.ProjectId == actor.Project.Id);
        if (query.Pattern is { } pattern)
        {
            segments = segments.Where(segment => ListQuery.Matches(segment.Name, pattern));
        }

        var total = await segments.CountAsync(cancellationToken);
        var slice = await Orders.SliceAsync(segments, query, cancellationToken);
        var rows = await slice.Rows
            .Select(segment => new { Segment = segment, Experiments = db.ExperimentSegments.Count(use => use.SegmentId == segment.Id) })
            .ToListAsync(cancellationToken);
        var items = rows.Select(row => new SegmentSummary(
            row.Segment.Name, row.Segment.Kind, SegmentJson.Read(row.Segment.Definition), row.Experiments, row.Segment.CreatedByName, row.Segment.CreatedAt));
        return slice.ToPage([.. items], total);
    }

    /// <summary>Replaces names that are not columns of the data by the project's segments with these names. Unknown names stay.</summary>
    internal async Task<IReadOnlyList<NamedSegment>> ResolveAsync(Actor actor, IReadOnlyList<NamedSegment> segments, IReadOnlySet<string> columns, CancellationToken cancellationToken)
    {
        var names = segments.Where(segment => segment.IsColumn && !columns.Contains(segment.Name)).Select(segment => segment.Name).ToList();
        if (names.Count == 0)
        {
            return segments;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var saved = await db.Segments.AsNoTracking()
            .Where(segment => segment.ProjectId == actor.Project.Id && names.Contains(segment.Name))
            .ToDictionaryAsync(segment => segment.Name, segment => new NamedSegment(segment.Name, SegmentJson.Read(segment.Definition)), cancellationToken);
        return [.. segments.Select(segment => names.Contains(segment.Name) ? saved.GetValueOrDefault(segment.Name, segment) : segment)];
    }
}
