using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Lineage;

/// <summary>A model version that was trained on a version.</summary>
public sealed record ModelUse(string Model, int Version, Stage Stage, Guid RunId, Guid ExperimentId, string CreatedByName, DateTime CreatedAt);
