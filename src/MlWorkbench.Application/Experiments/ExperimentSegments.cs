using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets.Segments;

namespace MlWorkbench.Application.Experiments;

/// <summary>Records the segments of an experiment in the caller's transaction. Segments that the project does not have yet are added to it.</summary>
internal static class ExperimentSegments
{
    /// <exception cref="WorkbenchException">The project has another segment with the name.</exception>
    public static async Task RecordAsync(
        WorkbenchDbContext db,
        Experiment experiment,
        IReadOnlyList<NamedSegment> segments,
        DateTime now,
        CancellationToken cancellationToken)
    {
        await db.ExperimentSegments.Where(use => use.ExperimentId == experiment.Id).ExecuteDeleteAsync(cancellationToken);
        foreach (var (position, segment) in segments.Index())
        {
            var row = await FindOrAddAsync(db, experiment, segment, now, cancellationToken);
            db.ExperimentSegments.Add(new ExperimentSegment { ExperimentId = experiment.Id, SegmentId = row.Id, Position = position });
        }
    }

    private static async Task<Segment> FindOrAddAsync(
        WorkbenchDbContext db, Experiment experiment, NamedSegment segment, DateTime now, CancellationToken cancellationToken)
    {
        var name = segment.IsColumn ? segment.Name : NameRules.Require(segment.Name, "segment", Segment.LongestName);
        while (await db.Segments.SingleOrDefaultAsync(row => row.ProjectId == experiment.ProjectId && row.Name == name, cancellationToken) is { } known)
        {
            if (SegmentJson.IsSame(known.Definition, segment.Definition))
            {
                return known;
            }

            // The file names its columns, so their levels cannot be renamed by the person who starts the experiment.
            name = segment.IsColumn
                ? $"{name} (column)"
                : throw WorkbenchException.Conflict("segment_name_taken",
                    $"The project has another segment '{segment.Name}', by {known.CreatedByName}. Choose another name, or use that segment by its name.");
        }

        var added = new Segment
        {
            Id = Guid.CreateVersion7(),
            ProjectId = experiment.ProjectId,
            Name = name,
            Kind = segment.Definition.Kind,
            Definition = SegmentJson.Write(segment.Definition),
            CreatedById = experiment.CreatedById,
            CreatedByName = experiment.CreatedByName,
            CreatedAt = now,
        };
        db.Segments.Add(added);
        return added;
    }
}
