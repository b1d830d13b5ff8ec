using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Experiments;

/// <summary>Limits of search time for one experiment, and for one person's queued and running experiments together.</summary>
public sealed class BudgetLimit(IOptions<LimitOptions> limits)
{
    private const double SecondsPerHour = 3600;
    private const double ShortestSeconds = 1;
    private const double LongestSeconds = 7 * 24 * SecondsPerHour;

    /// <exception cref="WorkbenchException">The time of one request is out of range.</exception>
    internal static void RequireInRange(double seconds)
    {
        if (!(seconds is >= ShortestSeconds and <= LongestSeconds))
        {
            throw WorkbenchException.Invalid("budget_out_of_range", string.Create(
                CultureInfo.InvariantCulture,
                $"The time budget is {seconds} s; it must be from {ShortestSeconds} s to 7 days."));
        }
    }

    /// <param name="seconds">The additional time requested.</param>
    /// <exception cref="WorkbenchException">The request exceeds the limit of one search or of one person.</exception>
    internal async Task RequireRoomAsync(WorkbenchDbContext db, Actor actor, double seconds, CancellationToken cancellationToken)
    {
        var most = limits.Value.BudgetSeconds;
        if (actor.IsSystem)
        {
            return;
        }

        if (seconds > limits.Value.SearchSeconds)
        {
            throw JobLimits.Refusal(string.Create(
                CultureInfo.InvariantCulture,
                $"One search can have at most {limits.Value.SearchSeconds / SecondsPerHour:0.#} hours, so that others have their turn; " +
                $"{seconds / SecondsPerHour:0.#} were requested. Request less, and extend the experiment after its end. " +
                $"(The limit is {LimitOptions.Section}:{nameof(LimitOptions.SearchSeconds)}.)"));
        }

        var queued = await QueuedSecondsAsync(db, actor.UserId, cancellationToken);
        if (queued + seconds > most)
        {
            throw JobLimits.Refusal(string.Create(
                CultureInfo.InvariantCulture,
                $"Your queued and running experiments have {queued / SecondsPerHour:0.#} hours left. " +
                $"With {seconds / SecondsPerHour:0.#} more they would exceed the {most / SecondsPerHour:0.#} hours that one person can have queued. " +
                $"Request less time, or stop an experiment. (The limit is {LimitOptions.Section}:{nameof(LimitOptions.BudgetSeconds)}.)"));
        }
    }

    /// <summary>The search time left of the person's queued and running experiments.</summary>
    internal static async Task<double> QueuedSecondsAsync(WorkbenchDbContext db, Guid userId, CancellationToken cancellationToken) =>
        await JobLimits.Active(db, userId)
            .Join(db.Experiments, job => job.SubjectId, experiment => experiment.Id, (_, experiment) => experiment)
            .SumAsync(experiment => experiment.SpentSeconds < experiment.BudgetSeconds ? experiment.BudgetSeconds - experiment.SpentSeconds : 0, cancellationToken);
}
