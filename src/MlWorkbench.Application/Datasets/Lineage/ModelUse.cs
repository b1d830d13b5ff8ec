using MlWorkbench.Application.Registry;

namespace MlWorkbench.Application.Datasets.Lineage;

/// <summary>A model version that was trained on a version.</summary>
public sealed record ModelUse(string Model, int Version, Stage Stage, Guid RunId, Guid ExperimentId, string CreatedByName, DateTime CreatedAt);
