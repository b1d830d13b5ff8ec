using MlWorkbench.Engine.Datasets.Segments;

namespace MlWorkbench.Application.Evaluations;

/// <summary>A segment in a list.</summary>
/// <param name="Experiments">Number of experiments that evaluate it.</param>
public sealed record SegmentSummary(string Name, string Kind, SegmentDefinition Definition, int Experiments, string CreatedByName, DateTime CreatedAt);
