namespace MlWorkbench.Engine.Experiments.Process;

/// <summary>Runs a search in Trainer processes, one after another: after a crash, the next process continues without the run that crashed.</summary>
/// <param name="trainerPath">The Trainer program, or its library.</param>
/// <param name="folder">The folder that the search shares with its processes.</param>
/// <param name="lowPriority">Whether other processes of the machine come first.</param>
public sealed class SearchSupervisor(
    string trainerPath,
    string folder,
    bool lowPriority,
    SupervisionLimits limits,
    ISearchFollower follower,
    TimeProvider clock)
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterCrash = TimeSpan.FromMilliseconds(500);

    /// <returns>The event that ended the search: completed or failed.</returns>
    /// <exception cref="EngineException"><c>trainer_crashed</c>: the process died too often. <c>trainer_missing</c>: it cannot be started.</exception>
    /// <exception cref="OperationCanceledException">The search was stopped or killed before it had a result.</exception>
    public async Task<SearchEvent> RunAsync(CancellationToken cancellationToken)
    {
        for (var crashes = 1; ; crashes++)
        {
            SearchProtocol.WriteJob(folder, await follower.NextAsync(cancellationToken));
            using var trainer = TrainerProcess.Start(trainerPath, folder, lowPriority);
            follower.Started(trainer.ProcessId);
            var (last, inFlight) = await FollowAsync(trainer, cancellationToken);
            var crash = await trainer.WaitForEndAsync();
            if (last is not null)
            {
                return last;
            }

            // A shutdown may reach the Trainer before it reaches this process. It then looks like a crash at first.
            await Task.Delay(PauseAfterCrash, clock, cancellationToken);
            var reason = crash ?? Statement.Of("trainer_without_result");
            if (!await follower.OnCrashAsync(inFlight, reason, trainer.ErrorTail()) || crashes > limits.MaxRestarts)
            {
                throw new EngineException("trainer_crashed",
                    $"The Trainer process died {(crashes == 1 ? "once" : $"{crashes} times")}. Last reason: {SearchText.Of(reason)}");
            }
        }
    }

    private async Task<(SearchEvent? Last, RunStarted? InFlight)> FollowAsync(TrainerProcess trainer, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource();
        var ticking = TickAsync(trainer, over.Token);
        var stopping = StopWhenAskedAsync(trainer, cancellationToken, over.Token);
        try
        {
            SearchEvent? last = null;
            RunStarted? inFlight = null;
            await foreach (var happened in trainer.ReadEventsAsync())
            {
                last = happened is SearchCompleted or SearchFailed ? happened : last;
                inFlight = happened switch
                {
                    RunStarted started => started,
                    RunFinished => null,
                    _ => inFlight,
                };
                await follower.OnEventAsync(happened);
            }

            return (last, inFlight);
        }
        finally
        {
            await over.CancelAsync();
            await ticking;
            await stopping;
        }
    }

    private async Task TickAsync(TrainerProcess trainer, CancellationToken over)
    {
        using var timer = new PeriodicTimer(TickInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                if (limits.MemoryBytes is { } most)
                {
                    trainer.EnforceMemoryLimit(most);
                }

                await follower.OnTickAsync(over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The process has ended.
        }
    }

    private async Task StopWhenAskedAsync(TrainerProcess trainer, CancellationToken asked, CancellationToken over)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(asked, over);
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, either.Token);
        }
        catch (OperationCanceledException) when (!over.IsCancellationRequested)
        {
            if (!follower.StopRequested)
            {
                trainer.Kill(Statement.Of("trainer_released"));
                return;
            }

            await StopAsync(trainer, over);
        }
        catch (OperationCanceledException)
        {
            // The process ended by itself.
        }
    }

    private async Task StopAsync(TrainerProcess trainer, CancellationToken over)
    {
        await trainer.RequestStopAsync();
        await follower.OnStopAsync();
        try
        {
            await Task.Delay(limits.StopGrace ?? Timeout.InfiniteTimeSpan, clock, over);
            trainer.Kill(Statement.Of("trainer_stop_overdue"));
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // It stopped in time.
        }
    }
}
