namespace MlWorkbench.Application.Serving;

/// <summary>Log settings of a model's endpoint. A model has one endpoint and at most one row; without it, <see cref="EndpointLog.Default"/> applies.</summary>
internal sealed class EndpointLogPolicy
{
    public Guid ModelId { get; init; }

    public LogWhenFull WhenFull { get; set; }

    /// <summary>If null, the configuration applies.</summary>
    public int? RetentionDays { get; set; }
}
