using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Monitoring;

/// <summary>What a drift check compares: contents, the columns to leave out, and how much the model depends on the others.</summary>
/// <param name="CurrentDigest">Null when logged predictions are checked.</param>
/// <param name="Ignored">The target, and the columns that the search did not learn from.</param>
internal sealed record DriftInputs(
    string ReferenceDigest,
    string? CurrentDigest,
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
                Reference = db.DatasetVersions.Single(data => data.Id == report.ReferenceVersionId).Digest,
                Current = db.DatasetVersions.Where(data => data.Id == report.CurrentVersionId).Select(data => data.Digest).SingleOrDefault(),
            })
            .SingleAsync(cancellationToken);
        var target = JsonSerializer.Deserialize<ExperimentSpec>(row.Spec, JsonSerializerOptions.Web)!.Target;
        var dropped = row.Plan is null ? [] : JsonSerializer.Deserialize<SearchPlan>(row.Plan, JsonSerializerOptions.Web)!.Dropped;
        var importance = row.Evaluation is null ? [] : JsonSerializer.Deserialize<RunEvaluation>(row.Evaluation, JsonSerializerOptions.Web)!.Importance;
        return new DriftInputs(
            row.Reference,
            row.Current,
            dropped.Select(column => column.Name).Append(target).ToHashSet(StringComparer.Ordinal),
            importance.ToDictionary(column => column.Column, column => column.Drop, StringComparer.Ordinal));
    }
}
