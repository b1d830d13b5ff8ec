using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>The data to fit a step to: the training rows as prepared by the previous steps.</summary>
/// <param name="Target">Target for encodings. Null if it is unknown.</param>
/// <param name="TargetColumn">The target itself, for steps that read its past.</param>
internal sealed record TrainingRows(Table Columns, EncodingTarget? Target, Column? TargetColumn)
{
    public Column Column(string name) => Columns[name];

    public NumericColumn Numbers(string name) => (NumericColumn)Columns[name];

    /// <summary>Whole numbers are also read as levels.</summary>
    public CategoricalColumn Levels(string name) => ColumnLevels.Of(Columns[name]);

    public NumericColumn Past(string name) => (NumericColumn)(TargetColumn?.Name == name ? TargetColumn : Columns[name]);
}
