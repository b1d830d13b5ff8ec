using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>What a step is fitted to: the training rows as the steps before it leave them, and nothing else.</summary>
/// <param name="Target">For encodings; null where it is not known.</param>
/// <param name="TargetColumn">The target itself, for steps that look at its past.</param>
internal sealed record TrainingRows(Table Columns, EncodingTarget? Target, Column? TargetColumn)
{
    public Column Column(string name) => Columns[name];

    public NumericColumn Numbers(string name) => (NumericColumn)Columns[name];

    /// <summary>Whole numbers are read as levels too.</summary>
    public CategoricalColumn Levels(string name) => ColumnLevels.Of(Columns[name]);

    public NumericColumn Past(string name) => (NumericColumn)(TargetColumn?.Name == name ? TargetColumn : Columns[name]);
}
