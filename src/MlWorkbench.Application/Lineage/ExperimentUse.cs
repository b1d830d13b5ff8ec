using MlWorkbench.Application.Experiments;

namespace MlWorkbench.Application.Lineage;

/// <summary>An experiment on a version.</summary>
public sealed record ExperimentUse(Guid Id, string Name, ExperimentState State, int Runs, string CreatedByName, DateTime CreatedAt);
