using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>A column before and after a recipe.</summary>
/// <param name="Step">The step that wrote or removed it last; null where none did.</param>
/// <param name="Before">Its values in the data; null for a new column.</param>
/// <param name="After">Its values after the recipe; null for a removed column.</param>
public sealed record PreviewColumn(string Name, ColumnType Type, PreviewState State, int? Step, IReadOnlyList<string?>? Before, IReadOnlyList<string?>? After);
