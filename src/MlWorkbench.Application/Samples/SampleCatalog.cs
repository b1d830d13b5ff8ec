using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Samples;

/// <summary>Reads the progress of the sample.</summary>
public sealed class SampleCatalog(IDbContextFactory<WorkbenchDbContext> contexts, TimeProvider clock)
{
    private static readonly TimeSpan ShownAfterwards = TimeSpan.FromHours(24);

    /// <summary>Returns the progress. Null if the sample was not loaded, or its job ended more than a day ago.</summary>
    public async Task<SampleProgress?> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see the sample");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var projectId = actor.Project.Id;
        var since = clock.GetUtcNow().UtcDateTime - ShownAfterwards;
        var jobs = db.JobRuns.AsNoTracking().Where(job => job.SubjectId == projectId && job.Kind == SampleJob.Kind && (job.EndedAt == null || job.EndedAt > since));
        if (await JobCatalog.ReadAsync(db, jobs.OrderByDescending(job => job.QueuedAt).Take(1), cancellationToken) is not [var newest])
        {
            return null;
        }

        var made = await db.Projects
            .Where(project => project.Id == projectId)
            .Select(_ => new
            {
                Versions = db.DatasetVersions.Count(version => version.Dataset!.ProjectId == projectId && version.Dataset.Name == SampleNames.Dataset),
                ExperimentId = db.Experiments
                    .Where(experiment => experiment.ProjectId == projectId && experiment.Name == SampleNames.Experiment)
                    .OrderByDescending(experiment => experiment.CreatedAt)
                    .Select(experiment => (Guid?)experiment.Id)
                    .FirstOrDefault(),
                Model = db.ModelVersions
                    .Where(version => version.Model!.ProjectId == projectId && version.Model.Name == SampleNames.Model)
                    .OrderByDescending(version => version.Number)
                    .Select(version => (int?)version.Number)
                    .FirstOrDefault(),
                RequestId = db.TransitionRequests
                    .Where(request => request.ModelVersion!.Model!.ProjectId == projectId && request.ModelVersion.Model.Name == SampleNames.Model)
                    .OrderByDescending(request => request.RequestedAt)
                    .Select(request => (Guid?)request.Id)
                    .FirstOrDefault(),
                RequestIsOpen = db.TransitionRequests.Any(request => request.ModelVersion!.Model!.ProjectId == projectId && request.ModelVersion.Model.Name == SampleNames.Model && request.State == TransitionRequestState.Open),
                DriftReportId = db.DriftReports
                    .Where(report => report.ModelVersion!.Model!.ProjectId == projectId && report.ModelVersion.Model.Name == SampleNames.Model)
                    .OrderByDescending(report => report.CreatedAt)
                    .Select(report => (Guid?)report.Id)
                    .FirstOrDefault(),
                Drifted = db.DriftReports
                    .Where(report => report.ModelVersion!.Model!.ProjectId == projectId && report.ModelVersion.Model.Name == SampleNames.Model)
                    .OrderByDescending(report => report.CreatedAt)
                    .Select(report => report.Drifted)
                    .FirstOrDefault(),
            })
            .SingleAsync(cancellationToken);
        return new SampleProgress
        {
            Job = newest,
            Dataset = SampleNames.Dataset,
            Versions = made.Versions,
            ExperimentId = made.ExperimentId,
            Model = SampleNames.Model,
            ModelVersion = made.Model,
            RequestId = made.RequestId,
            RequestIsOpen = made.RequestIsOpen,
            DriftReportId = made.DriftReportId,
            Drifted = made.Drifted,
        };
    }
}
