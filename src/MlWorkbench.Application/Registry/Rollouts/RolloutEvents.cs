using System.Globalization;
using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>Changes of rollouts. Their subject is the version.</summary>
internal static class RolloutEvents
{
    public sealed record Started(Guid RolloutId, string Endpoint, int Version, int Steps, double Weight) : WorkbenchChange("rollout.started")
    {
        public override string Describe() => string.Create(CultureInfo.InvariantCulture,
            $"On endpoint {Endpoint}, in {Steps} {(Steps == 1 ? "step" : "steps")}, from {Weight} %");
    }

    public sealed record Advanced(Guid RolloutId, int Version, int Step, double Weight) : WorkbenchChange("rollout.advanced")
    {
        public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"Step {Step}: {Weight} %");
    }

    public sealed record Paused(Guid RolloutId, int Version, string Reason) : WorkbenchChange("rollout.paused")
    {
        public override string Describe() => Reason;
    }

    public sealed record Resumed(Guid RolloutId, int Version, string? Comment) : WorkbenchChange("rollout.resumed")
    {
        public override string? Describe() => Comment;
    }

    public sealed record Aborted(Guid RolloutId, int Version, string Reason) : WorkbenchChange("rollout.aborted")
    {
        public override string Describe() => Reason;
    }

    public sealed record Completed(Guid RolloutId, int Version) : WorkbenchChange("rollout.completed");
}
