using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Position of a column's value in a prepared row.</summary>
/// <param name="Sources">Source columns in the signature.</param>
internal sealed record PreparedSlot(int Position, ColumnType Type, int[] Sources);
