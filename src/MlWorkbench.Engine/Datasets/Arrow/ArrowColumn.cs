using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Arrow;

/// <summary>One column of an Arrow file.</summary>
/// <param name="HasDictionary">Whether the column is stored as codes of levels, which the whole file shares.</param>
public sealed record ArrowColumn(string Name, ColumnType Type, ColumnRole Role, bool HasDictionary);
