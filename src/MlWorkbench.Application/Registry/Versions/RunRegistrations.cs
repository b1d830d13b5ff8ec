using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Projects;
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
        var run = await db.Runs.AsNoTracking()
            .Where(run => run.Id == runId && run.Experiment!.ProjectId == Project.DefaultId)
            .Select(run => new { run.Experiment!.DatasetVersionId, run.TestDigest, Evaluation = run.Evaluation!.Result })
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound("such run");
        var versions = await db.ModelVersions.AsNoTracking()
            .Where(version => version.RunId == runId)
            .OrderBy(version => version.CreatedAt)
            .Select(version => new RegisteredFromRun(version.Model!.Name, version.Number, version.Stage))
            .ToListAsync(cancellationToken);
        var test = versions.Count == 0 ? null : ExperimentJson.ReadEvaluation(run.Evaluation)?.Test;
        return new RunInRegistry(versions, test is null ? [] : await CompareAsync(db, runId, new JudgedRun(run.DatasetVersionId, run.TestDigest, test), cancellationToken));
    }

    private async Task<IReadOnlyList<AgainstProduction>> CompareAsync(WorkbenchDbContext db, Guid runId, JudgedRun judged, CancellationToken cancellationToken)
    {
        if (judged.Test.Metrics is not [var metric, ..])
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
