namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>What one column contributes to a finding.</summary>
/// <param name="Value">The number that the check compared, on the scale that its <see cref="QualityFinding.Measure"/> names.</param>
/// <param name="Text">The same in words, with row counts or examples.</param>
public sealed record ColumnEvidence(string Column, double Value, string Text);
