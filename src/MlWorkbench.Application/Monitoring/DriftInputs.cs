using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Monitoring;

/// <summary>What a drift check compares: the model, contents, and how much the model depends on its columns.</summary>
/// <param name="ReferenceDigest">The dataset version that the model learnt from; null where its content is gone.</param>
/// <param name="CurrentDigest">Null when logged predictions are checked.</param>
/// <param name="Ignored">The target, and the columns that the search did not learn from.</param>
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
                Evaluation = version.Run.Evaluation!.Result,
                version.PackageDigest,
                Reference = db.DatasetVersions
                    .Where(data => data.Id == report.ReferenceVersionId && db.Contents.Any(content => content.Digest == data.Digest)).Select(data => data.Digest).SingleOrDefault(),
                Current = db.DatasetVersions.Where(data => data.Id == report.CurrentVersionId).Select(data => data.Digest).SingleOrDefault(),
            })
            .SingleAsync(cancellationToken);
        var target = JsonSerializer.Deserialize<ExperimentSpec>(row.Spec, JsonSerializerOptions.Web)!.Target;
        var dropped = row.Plan is null ? [] : JsonSerializer.Deserialize<SearchPlan>(row.Plan, JsonSerializerOptions.Web)!.Dropped;
        var importance = row.Evaluation is null ? [] : JsonSerializer.Deserialize<RunEvaluation>(row.Evaluation, JsonSerializerOptions.Web)!.Importance;
        return new DriftInputs(
            row.PackageDigest,
            row.Reference,
            row.Current,
            target,
            dropped.Select(column => column.Name).Append(target).ToHashSet(StringComparer.Ordinal),
            importance.ToDictionary(column => column.Column, column => column.Drop, StringComparer.Ordinal));
    }
}
