using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Monitoring;

/// <summary>The monitored version of a model, and its training data.</summary>
internal sealed record MonitoredVersion(Guid Id, Guid ProjectId, Guid ModelId, string Model, int Number, Stage Stage, Guid RunId, Guid DatasetVersionId);
