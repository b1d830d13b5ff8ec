namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>What a step takes a column for.</summary>
internal enum ColumnUse
{
    Any,
    Numbers,
    NumbersAndDates,
    Dates,

    /// <summary>Categories, texts, and whole numbers that name something.</summary>
    Levels,
    Texts,
}
