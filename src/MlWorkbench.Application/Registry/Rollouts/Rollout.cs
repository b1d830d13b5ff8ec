using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>An approved version on its way to Production, in steps of growing weight.</summary>
internal sealed class Rollout
{
    public Guid Id { get; init; }

    public Guid EndpointId { get; init; }

    public ModelEndpoint? Endpoint { get; init; }

    public Guid VersionId { get; init; }

    public ModelVersion? Version { get; init; }

    public Guid RequestId { get; init; }

    public TransitionRequest? Request { get; init; }

    public RolloutState State { get; set; }

    /// <summary>JSON of the <see cref="RolloutPlan"/>.</summary>
    public required string Plan { get; init; }

    /// <summary>Position of the current step.</summary>
    public int Step { get; set; }

    public DateTime StepSince { get; set; }

    /// <summary>Rows that the version had answered on the endpoint when the step began.</summary>
    public long StepRows { get; set; }

    /// <summary>JSON of the last <see cref="CheckResult"/> of each check.</summary>
    public required string Results { get; set; }

    public DateTime StartedAt { get; init; }

    public required string StartedByName { get; init; }

    public DateTime? EndedAt { get; set; }

    /// <summary>Cause of the last change of state. Null while it runs as planned.</summary>
    public Statement? Reason { get; set; }
}
