namespace MlWorkbench.Application.Datasets.Analyses;

/// <summary>What a comparison is about besides its newer version.</summary>
/// <param name="From">Number of the older version.</param>
/// <param name="Key">Columns that say which rows are the same, in the newer version's order.</param>
internal sealed record ComparisonSubject(int From, IReadOnlyList<string> Key);
