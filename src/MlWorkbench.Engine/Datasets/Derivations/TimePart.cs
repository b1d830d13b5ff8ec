namespace MlWorkbench.Engine.Datasets.Derivations;

/// <summary>
/// One side of a split by time. The two sides of the same share contain all rows that have a time, and rows with equal times are on the same side.
/// </summary>
/// <param name="Column">A column of dates or numbers.</param>
/// <param name="Share">Share of the rows before the split, between 0 and 1.</param>
/// <param name="Later">Whether the later side is selected.</param>
public sealed record TimePart(string Column, double Share, bool Later = false);
