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
    public static async Task<IReadOnlyList<AgainstProduction>> CompareAsync(WorkbenchDbContext db, TestComparer comparer, Guid runId, JudgedRun? judged, CancellationToken cancellationToken)
    {
        if (judged is not { Test.Metrics: [var metric, ..] })
        {
            return [];
        }

        var champions = await db.ModelVersions.AsNoTracking()
            .Where(version => version.Stage == Stage.Production && version.RunId != runId && db.ModelVersions.Any(other => other.ModelId == version.ModelId && other.RunId == runId))
            .Select(version => new { version.Model!.Name, version.Number, version.RunId, version.Run!.TestDigest, version.Run.Experiment!.DatasetVersionId, Evaluation = version.Run.Evaluation!.Result })
            .ToListAsync(cancellationToken);
        var compared = new List<AgainstProduction>();
        foreach (var champion in champions)
        {
            var theirs = ExperimentJson.ReadEvaluation(champion.Evaluation)?.Test;
            if (theirs is { Metrics: [var their, ..] } && their.Name == metric.Name)
            {
                var reference = new JudgedRun(champion.DatasetVersionId, champion.TestDigest, theirs);
                var comparison = (await comparer.CompareAsync(judged, reference, [Metrics.All.First(candidate => candidate.Name == metric.Name)], cancellationToken))[0];
                compared.Add(new AgainstProduction(
                    champion.Name,
                    champion.Number,
                    champion.RunId,
                    ComparisonVerdict.Sentence(comparison),
                    comparison.Outcome,
                    comparison.Paired,
                    comparison.Segments.Any(segment => segment.Outcome == ComparisonOutcome.Worse)));
            }
        }

        return compared;
    }
}
