namespace MlWorkbench.Engine.Features;

/// <summary>The kinds of feature pipelines, which convert the columns of a table to features.</summary>
public enum FeatureKind
{
    /// <summary>For trees: unchanged numbers with missing values, categories as codes, texts and categories of many levels encoded by the target.</summary>
    Trees,

    /// <summary>For linear models: all columns imputed and standardised, categories as flags.</summary>
    Linear,

    /// <summary>For piecewise linear models: like <see cref="Linear"/>, and numbers also by the pieces of their range.</summary>
    Piecewise,
}
