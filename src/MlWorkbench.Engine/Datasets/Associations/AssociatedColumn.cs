namespace MlWorkbench.Engine.Datasets.Associations;

/// <summary>A column of an association matrix.</summary>
/// <param name="IsNumeric">
/// Whether the column is numeric. Two numbers are compared by Pearson's r, two categories by Cramér's V, one of each by the correlation ratio.
/// </param>
public sealed record AssociatedColumn(string Name, bool IsNumeric);
