using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>A column before and after a recipe.</summary>
/// <param name="Step">The last step that wrote or removed it. Null if there is none.</param>
/// <param name="Before">Values in the data. Null for a new column.</param>
/// <param name="After">Values after the recipe. Null for a removed column.</param>
public sealed record PreviewColumn(string Name, ColumnType Type, PreviewState State, int? Step, IReadOnlyList<string?>? Before, IReadOnlyList<string?>? After);
