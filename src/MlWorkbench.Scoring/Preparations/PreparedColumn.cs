using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>A column that a step of a preparation writes.</summary>
public sealed record PreparedColumn(string Name, ColumnType Type);
