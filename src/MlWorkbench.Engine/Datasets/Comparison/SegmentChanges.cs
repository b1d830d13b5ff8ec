namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>The segments that grew or shrank by more than chance and by enough to matter.</summary>
/// <param name="Tested">How many segments were looked at.</param>
/// <param name="Count">How many changed.</param>
/// <param name="Changed">Those that changed most.</param>
public sealed record SegmentChanges(int Tested, int Count, IReadOnlyList<SegmentChange> Changed);
