namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>Required kind of column for a step.</summary>
internal enum ColumnUse
{
    Any,
    Numbers,
    NumbersAndDates,
    Dates,

    /// <summary>Categories, texts, and integer identifiers.</summary>
    Levels,
    Texts,
}
