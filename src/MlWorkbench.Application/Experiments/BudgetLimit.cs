using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Experiments;

/// <summary>How long one experiment, and the queued and running experiments of one person together, may search. The workbench itself has no limit.</summary>
public sealed class BudgetLimit(IOptions<LimitOptions> limits)
{
    private const double SecondsPerHour = 3600;

    /// <param name="seconds">What is asked for besides.</param>
    /// <exception cref="WorkbenchException">That is more than one search or one person may have.</exception>
    internal async Task RequireRoomAsync(WorkbenchDbContext db, Actor actor, double seconds, CancellationToken cancellationToken)
    {
        var most = limits.Value.BudgetSeconds;
        if (actor == Actor.System)
        {
            return;
        }

        if (seconds > limits.Value.SearchSeconds)
        {
            throw JobLimits.Refusal(string.Create(
                CultureInfo.InvariantCulture,
                $"One search may ask for {limits.Value.SearchSeconds / SecondsPerHour:0.#} hours at once, so that others have their turn; this one asks for {seconds / SecondsPerHour:0.#}. Ask for less, and extend the experiment when it has ended. (The limit is {LimitOptions.Section}:{nameof(LimitOptions.SearchSeconds)}.)"));
        }

        var queued = await QueuedSecondsAsync(db, actor.UserId, cancellationToken);
        if (queued + seconds > most)
        {
            throw JobLimits.Refusal(string.Create(
                CultureInfo.InvariantCulture,
                $"Your queued and running experiments may still search for {queued / SecondsPerHour:0.#} hours. With {seconds / SecondsPerHour:0.#} more it would be above the {most / SecondsPerHour:0.#} hours that one person may have queued. Ask for less time, or stop an experiment. (The limit is {LimitOptions.Section}:{nameof(LimitOptions.BudgetSeconds)}.)"));
        }
    }

    /// <summary>What the person's queued and running experiments have left of their time.</summary>
    internal static async Task<double> QueuedSecondsAsync(WorkbenchDbContext db, Guid userId, CancellationToken cancellationToken) =>
        await JobLimits.Active(db, userId)
            .Join(db.Experiments, job => job.SubjectId, experiment => experiment.Id, (_, experiment) => experiment)
            .SumAsync(experiment => experiment.SpentSeconds < experiment.BudgetSeconds ? experiment.BudgetSeconds - experiment.SpentSeconds : 0, cancellationToken);
}
