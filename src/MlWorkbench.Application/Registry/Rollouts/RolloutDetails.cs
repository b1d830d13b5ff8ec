using System.Text.Json;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>A rollout, its plan and the last results of its checks.</summary>
public sealed record RolloutDetails
{
    public required Guid Id { get; init; }

    public required string Endpoint { get; init; }

    public required int Version { get; init; }

    public required Guid RequestId { get; init; }

    public required RolloutState State { get; init; }

    /// <summary>Number of the current step, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>Share of the traffic in percent. Zero after an end.</summary>
    public required double Weight { get; init; }

    public required DateTime StepSince { get; init; }

    /// <summary>Rows that the version has answered in this step.</summary>
    public required long StepRows { get; init; }

    public required RolloutPlan Plan { get; init; }

    public required IReadOnlyList<CheckResult> Checks { get; init; }

    public required DateTime StartedAt { get; init; }

    public required string StartedBy { get; init; }

    public required DateTime? EndedAt { get; init; }

    /// <summary>Reason for a pause or an abort. Null while it runs as planned.</summary>
    public required string? Reason { get; init; }

    public bool IsActive => State is RolloutState.Running or RolloutState.Paused;

    /// <param name="rows">Rows that the version has answered on the endpoint.</param>
    internal static RolloutDetails Of(Rollout rollout, long rows)
    {
        var plan = RolloutPlan.Read(rollout.Plan);
        return new RolloutDetails
        {
            Id = rollout.Id,
            Endpoint = rollout.Endpoint!.Name,
            Version = rollout.Version!.Number,
            RequestId = rollout.RequestId,
            State = rollout.State,
            Step = rollout.Step + 1,
            Weight = rollout.State is RolloutState.Running or RolloutState.Paused ? plan.Steps[rollout.Step].Weight : 0,
            StepSince = rollout.StepSince,
            StepRows = Math.Max(0, rows - rollout.StepRows),
            Plan = plan,
            Checks = JsonSerializer.Deserialize<List<CheckResult>>(rollout.Results, JsonSerializerOptions.Web)!,
            StartedAt = rollout.StartedAt,
            StartedBy = rollout.StartedByName,
            EndedAt = rollout.EndedAt,
            Reason = rollout.Reason is { } reason ? RolloutText.Of(reason) : null,
        };
    }
}
