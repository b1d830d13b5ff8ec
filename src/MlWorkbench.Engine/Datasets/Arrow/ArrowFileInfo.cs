namespace MlWorkbench.Engine.Datasets.Arrow;

/// <summary>What an Arrow file says about itself without its rows being read.</summary>
/// <param name="BatchRows">Rows of each record batch but the last.</param>
public sealed record ArrowFileInfo(IReadOnlyList<ArrowColumn> Columns, int Rows, int BatchRows);
