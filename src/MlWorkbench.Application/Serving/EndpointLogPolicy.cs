namespace MlWorkbench.Application.Serving;

/// <summary>What was decided about an endpoint's log. A model has one endpoint, so the model is the key; without a row <see cref="EndpointLog.Default"/> holds.</summary>
internal sealed class EndpointLogPolicy
{
    public Guid ModelId { get; init; }

    public LogWhenFull WhenFull { get; set; }

    /// <summary>Null: as the configuration says.</summary>
    public int? RetentionDays { get; set; }
}
