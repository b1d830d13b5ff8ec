using MlWorkbench.Application.Names;
using MlWorkbench.Application.Registry.Models;

namespace MlWorkbench.Application.Serving.Endpoints;

/// <summary>An address that answers predictions of a model. Each model has one of its own name from the start.</summary>
internal sealed class ModelEndpoint : NamedRow
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public Guid ModelId { get; init; }

    public RegisteredModel? Model { get; init; }

    public DateTime CreatedAt { get; init; }

    public List<EndpointRoute> Routes { get; } = [];

    public LogWhenFull WhenLogFull { get; set; }

    /// <summary>True if somebody chose to drop, so that the endpoint drops even while a rollout runs.</summary>
    public bool KeepsDropping { get; set; }

    /// <summary>Days in the log; zero keeps predictions permanently. If null, the configuration applies.</summary>
    public int? LogRetentionDays { get; set; }

    /// <summary>JSON of the endpoint's humility rules. Null if there are none.</summary>
    public string? HumilityRules { get; set; }

    /// <summary>JSON of the endpoint's own limits. Null if there are none.</summary>
    public string? Limits { get; set; }

    /// <summary>The deployment whose id is the seed of the sticky assignment. If null, the endpoint's own id is.</summary>
    public Guid? DeploymentId { get; set; }

    /// <summary>The rule for a full log. While a rollout divides the traffic, no prediction must be missing, unless somebody chose to drop.</summary>
    /// <param name="isInRollout">Whether a rollout of the endpoint has not ended.</param>
    public static LogWhenFull WhenFull(LogWhenFull usual, bool keepsDropping, bool isInRollout) =>
        isInRollout && !keepsDropping ? LogWhenFull.Wait : usual;

    /// <summary>An endpoint of the model, with a route to the version in Production.</summary>
    public static ModelEndpoint Of(RegisteredModel model, string name, DateTime createdAt) => new()
    {
        Id = Guid.CreateVersion7(),
        ProjectId = model.ProjectId,
        ModelId = model.Id,
        Name = name,
        CreatedAt = createdAt,
        WhenLogFull = EndpointLog.Default.WhenFull,
        LogRetentionDays = EndpointLog.Default.RetentionDays,
        Routes = { new EndpointRoute { Id = Guid.CreateVersion7(), Mode = RouteMode.Live, Weight = 100 } },
    };
}
