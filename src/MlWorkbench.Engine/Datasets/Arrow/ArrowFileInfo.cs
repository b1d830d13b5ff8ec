namespace MlWorkbench.Engine.Datasets.Arrow;

/// <summary>Metadata of an Arrow file, read without its rows.</summary>
/// <param name="BatchRows">Rows of each record batch except the last.</param>
public sealed record ArrowFileInfo(IReadOnlyList<ArrowColumn> Columns, int Rows, int BatchRows);
