namespace MlWorkbench.Application.Datasets.Analyses;

/// <summary>The subject of a comparison: the older version and the key. The analysis refers to the newer version.</summary>
/// <param name="From">Number of the older version.</param>
/// <param name="Key">Columns that identify the rows, in the newer version's order.</param>
internal sealed record ComparisonSubject(int From, IReadOnlyList<string> Key);
