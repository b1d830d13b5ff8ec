namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>Evidence of one column for a finding.</summary>
/// <param name="Value">The number that the check compared, on the scale of <see cref="QualityFinding.Measure"/>.</param>
/// <param name="Text">The evidence in words, with row counts or examples.</param>
public sealed record ColumnEvidence(string Column, double Value, string Text);
