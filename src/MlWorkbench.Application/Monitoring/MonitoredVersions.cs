using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Selects the monitored version of a model: the one in Production, otherwise the newest.</summary>
internal static class MonitoredVersions
{
    public static Task<MonitoredVersion?> FindAsync(WorkbenchDbContext db, ProjectScope project, string model, CancellationToken cancellationToken) =>
        db.ModelVersions.AsNoTracking()
            .Where(version => version.Model!.ProjectId == project.Id && version.Model.Name == model)
            .OrderByDescending(version => version.Stage == Stage.Production)
            .ThenByDescending(version => version.Number)
            .Select(version => new MonitoredVersion
            {
                Id = version.Id,
                ProjectId = version.Model!.ProjectId,
                ModelId = version.ModelId,
                Model = version.Model.Name,
                Number = version.Number,
                Stage = version.Stage,
                RunId = version.RunId,
                DatasetVersionId = version.Run!.Experiment!.DatasetVersionId!.Value,
            })
            .FirstOrDefaultAsync(cancellationToken);
}
