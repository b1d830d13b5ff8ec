namespace MlWorkbench.Engine.Datasets.Derivations;

/// <summary>One side of a cut by time. Both sides with the same share make up all rows that have a time, and no moment is on both.</summary>
/// <param name="Column">A column of dates or numbers.</param>
/// <param name="Share">Of the rows before the cut, between 0 and 1.</param>
/// <param name="Later">Whether the rows from the cut on are meant.</param>
public sealed record TimePart(string Column, double Share, bool Later = false);
