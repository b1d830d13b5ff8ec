using MlWorkbench.Application.Events;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Changes of logged runs.</summary>
internal static class RunEvents
{
    public static EventSubject Of(Run run, Experiment experiment) => new("run", run.Id, $"Run {run.Number} of {experiment.Name}");

    public sealed record Started() : WorkbenchChange("run.started");

    public sealed record Ended(RunState State) : WorkbenchChange("run.ended")
    {
        public override string Describe() => State.ToString();
    }
}
