namespace MlWorkbench.Engine.Experiments;

/// <summary>A search for the best model of one file. Its models stay in memory, except the best one.</summary>
/// <param name="Sheet">The sheet of a workbook. If null, the first one that is not hidden and not empty.</param>
/// <param name="RowSeconds">Seconds that limit the number of rows. If null, only memory limits them.</param>
/// <param name="PackageFile">Path of the package of the best model, written before the search ends.</param>
public sealed record FileSearch(string? Sheet, double? RowSeconds, string PackageFile);
