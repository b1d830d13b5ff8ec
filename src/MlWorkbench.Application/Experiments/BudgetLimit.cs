using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Experiments;

/// <summary>How long the queued and running experiments of one person may search together. The workbench itself has no limit.</summary>
public sealed class BudgetLimit(IOptions<LimitOptions> limits)
{
    private const double SecondsPerHour = 3600;

    /// <param name="seconds">What is asked for besides.</param>
    /// <exception cref="WorkbenchException">Together that is more than one person may have.</exception>
    internal async Task RequireRoomAsync(WorkbenchDbContext db, Actor actor, double seconds, CancellationToken cancellationToken)
    {
        var most = limits.Value.BudgetSeconds;
        if (actor == Actor.System)
        {
            return;
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
