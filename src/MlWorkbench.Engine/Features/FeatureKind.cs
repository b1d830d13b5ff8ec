namespace MlWorkbench.Engine.Features;

/// <summary>The standard recipes: how the columns of a table become features.</summary>
public enum FeatureKind
{
    /// <summary>For trees: numbers as they are with missing kept, categories as codes, texts and categories of many levels by what they say of the target.</summary>
    Trees,

    /// <summary>For linear models: everything imputed and standardised, categories as flags.</summary>
    Linear,

    /// <summary>For linear models that bend: as <see cref="Linear"/>, and numbers also by the pieces of their range.</summary>
    Piecewise,
}
