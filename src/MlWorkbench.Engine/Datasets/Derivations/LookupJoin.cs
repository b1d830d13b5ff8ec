namespace MlWorkbench.Engine.Datasets.Derivations;

/// <summary>Adds the columns of a second table in which a key names each row once; every row keeps its place.</summary>
/// <param name="Key">Column of the first table.</param>
/// <param name="OtherKey">Column of the second table with the same values.</param>
/// <param name="KeepUnmatched">Whether rows without a match stay, with the second table's values missing.</param>
public sealed record LookupJoin(string Key, string OtherKey, bool KeepUnmatched = false);
