namespace MlWorkbench.Engine.Datasets.Derivations;

/// <summary>Adds the columns of a second table with a unique key. The order of the rows does not change.</summary>
/// <param name="Key">Column of the first table.</param>
/// <param name="OtherKey">Column of the second table with the same values.</param>
/// <param name="KeepUnmatched">Whether rows without a match remain, with missing values for the columns of the second table.</param>
public sealed record LookupJoin(string Key, string OtherKey, bool KeepUnmatched = false);
