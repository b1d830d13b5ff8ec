using Microsoft.EntityFrameworkCore;

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
}
