using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Inputs of a drift check: the model, the contents, and the model's dependence on its columns.</summary>
/// <param name="ReferenceDigest">Digest of the training data. Null if its content was deleted.</param>
/// <param name="CurrentDigest">Digest of the current data. Null if logged predictions are checked.</param>
/// <param name="Ignored">The target, and the columns excluded from the search.</param>
internal sealed record DriftInputs(
    string PackageDigest,
    string? ReferenceDigest,
    string? CurrentDigest,
    string Target,
    IReadOnlySet<string> Ignored,
    IReadOnlyDictionary<string, double> Importance)
{
    public static async Task<DriftInputs> ReadAsync(WorkbenchDbContext db, DriftReport report, CancellationToken cancellationToken)
    {
        var row = await db.ModelVersions.AsNoTracking()
            .Where(version => version.Id == report.ModelVersionId)
            .Select(version => new
            {
                version.Run!.Experiment!.Spec,
                version.Run.Experiment.Plan,
                version.RunId,
                version.PackageDigest,
                Reference = db.DatasetVersions
                    .Where(data => data.Id == report.ReferenceVersionId && db.Contents.Any(content => content.Digest == data.Digest)).Select(data => data.Digest).SingleOrDefault(),
                Current = db.DatasetVersions.Where(data => data.Id == report.CurrentVersionId).Select(data => data.Digest).SingleOrDefault(),
            })
            .SingleAsync(cancellationToken);
        var target = ExperimentJson.ReadSpec(row.Spec).Target;
        var dropped = ExperimentJson.ReadPlan(row.Plan)?.Dropped ?? [];
        var importance = await RunEvaluations.GetImportanceAsync(db, row.RunId, cancellationToken);
        return new DriftInputs(
            row.PackageDigest,
            row.Reference,
            row.Current,
            target,
            dropped.Select(column => column.Name).Append(target).ToHashSet(StringComparer.Ordinal),
            importance.ToDictionary(column => column.Column, column => column.Drop, StringComparer.Ordinal));
    }
}
