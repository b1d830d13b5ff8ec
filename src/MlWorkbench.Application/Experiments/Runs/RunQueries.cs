using Microsoft.EntityFrameworkCore;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Reads the rows of runs together with the runs.</summary>
internal static class RunQueries
{
    /// <summary>Includes what <see cref="Run.ToResult"/> and <see cref="RunLine.Of"/> need, but not the history of each metric.</summary>
    public static IQueryable<Run> WithResult(this IQueryable<Run> runs) => runs
        .Include(run => run.Parameters)
        .Include(run => run.Metrics.Where(metric => metric.IsLast || metric.Split == MetricSplit.Folds))
        .Include(run => run.Artifacts)
        .AsSplitQuery();

    /// <summary>Baselines of the experiment: models without features, normally one. The first is the one to compare with.</summary>
    public static IOrderedQueryable<Run> BaselinesOf(this IQueryable<Run> runs, Guid experimentId) => runs
        .Where(run => run.ExperimentId == experimentId && run.Trainer == TrainerFamilies.Baseline)
        .OrderBy(run => run.Number);
}
