using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Monitoring;

/// <summary>The version of a model that is watched, and the data that it learnt from.</summary>
internal sealed record MonitoredVersion(Guid Id, Guid ProjectId, Guid ModelId, string Model, int Number, Stage Stage, Guid RunId, Guid DatasetVersionId);
