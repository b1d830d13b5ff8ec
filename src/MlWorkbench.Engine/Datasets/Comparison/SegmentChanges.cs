namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Segments that grew or shrank significantly and by a relevant amount.</summary>
/// <param name="Tested">Number of tested segments.</param>
/// <param name="Count">Number of changed segments.</param>
/// <param name="Changed">The segments with the largest changes.</param>
public sealed record SegmentChanges(int Tested, int Count, IReadOnlyList<SegmentChange> Changed);
