using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Monitoring;

/// <summary>The monitored version of a model, and its training data.</summary>
internal sealed record MonitoredVersion
{
    public required Guid Id { get; init; }

    public required Guid ProjectId { get; init; }

    public required Guid ModelId { get; init; }

    public required string Model { get; init; }

    public required int Number { get; init; }

    public required Stage Stage { get; init; }

    public required Guid RunId { get; init; }

    public required Guid DatasetVersionId { get; init; }
}
