using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Versions;

/// <summary>Reads a run's registrations, and compares the run with the Production versions that it could replace.</summary>
public sealed class RunRegistrations(IDbContextFactory<WorkbenchDbContext> contexts, TestComparer comparer)
{
    public async Task<RunInRegistry> GetAsync(Actor actor, Guid runId, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see runs");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var versions = await db.ModelVersions.AsNoTracking()
            .Where(version => version.RunId == runId && version.Model!.ProjectId == actor.Project.Id)
            .OrderBy(version => version.CreatedAt)
            .Select(version => new RegisteredFromRun(version.Model!.Name, version.Number, version.Stage))
            .ToListAsync(cancellationToken);
        return new RunInRegistry(versions, versions.Count == 0 ? [] : await CompareAsync(db, actor.Project.Id, runId, cancellationToken));
    }

    private async Task<IReadOnlyList<AgainstProduction>> CompareAsync(WorkbenchDbContext db, Guid projectId, Guid runId, CancellationToken cancellationToken)
    {
        var champions = await db.ModelVersions.AsNoTracking()
            .Where(version => version.Model!.ProjectId == projectId && version.Stage == Stage.Production && version.RunId != runId)
            .Where(version => db.ModelVersions.Any(other => other.ModelId == version.ModelId && other.RunId == runId))
            .Select(version => new { version.Model!.Name, version.Number, version.RunId })
            .ToListAsync(cancellationToken);
        if (champions.Count == 0)
        {
            return [];
        }

        var tested = await RunEvaluations.ReadTestedAsync(db, [runId, .. champions.Select(champion => champion.RunId)], cancellationToken);
        if (tested.GetValueOrDefault(runId) is not { Test.Metrics: [var metric, ..] } judged)
        {
            return [];
        }

        var compared = new List<AgainstProduction>();
        foreach (var champion in champions)
        {
            if (tested.GetValueOrDefault(champion.RunId) is { Test.Metrics: [var their, ..] } reference && their.Name == metric.Name)
            {
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
