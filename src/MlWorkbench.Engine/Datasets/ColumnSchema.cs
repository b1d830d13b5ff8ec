using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>One column of a dataset version as inferred over all of its rows.</summary>
/// <param name="Missing">Rows without a value.</param>
/// <param name="Distinct">Distinct values, without missing values.</param>
public sealed record ColumnSchema(string Name, ColumnType Type, ColumnRole Role, long Missing, long Distinct);
