using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Where a column's value is in a prepared row.</summary>
/// <param name="Sources">Columns of the signature that it was made of.</param>
internal sealed record PreparedSlot(int Position, ColumnType Type, int[] Sources);
