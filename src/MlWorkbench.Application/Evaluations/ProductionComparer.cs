using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Registry;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Evaluations;

/// <summary>Holds a run against what is in Production of the models that it is registered in.</summary>
internal static class ProductionComparer
{
    public static async Task<IReadOnlyList<AgainstProduction>> CompareAsync(WorkbenchDbContext db, Guid runId, RunEvaluation? evaluation, CancellationToken cancellationToken)
    {
        if (evaluation?.Test is not { Metrics: [var metric, ..] } ours)
        {
            return [];
        }

        var champions = await db.ModelVersions.AsNoTracking()
            .Where(version => version.Stage == Stage.Production && version.RunId != runId && db.ModelVersions.Any(other => other.ModelId == version.ModelId && other.RunId == runId))
            .Select(version => new { version.Model!.Name, version.Number, version.RunId, Evaluation = version.Run!.Evaluation!.Result })
            .ToListAsync(cancellationToken);
        var compared = new List<AgainstProduction>();
        foreach (var champion in champions)
        {
            var theirs = ExperimentJson.ReadEvaluation(champion.Evaluation)?.Test;
            if (theirs is { Metrics: [var their, ..] } && their.Name == metric.Name)
            {
                var comparison = ModelComparer.Compare(ours, theirs, Metrics.All.First(candidate => candidate.Name == metric.Name));
                compared.Add(new AgainstProduction(
                    champion.Name,
                    champion.Number,
                    champion.RunId,
                    ComparisonVerdict.Sentence(comparison),
                    comparison.Outcome,
                    comparison.Segments.Any(segment => segment.Outcome == ComparisonOutcome.Worse)));
            }
        }

        return compared;
    }
}
