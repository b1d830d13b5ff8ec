namespace MlWorkbench.Scoring.Models;

/// <summary>How an inner node decides; the bits of LightGBM's <c>decision_type</c>.</summary>
[Flags]
public enum SplitKind : byte
{
    /// <summary>By threshold; a missing value counts as 0.</summary>
    Numeric = 0,

    /// <summary>By a set of codes; missing and negative go right.</summary>
    Categorical = 1,

    /// <summary>What is missing goes left instead of right.</summary>
    DefaultLeft = 2,

    /// <summary>0 and NaN are missing.</summary>
    ZeroIsMissing = 4,

    /// <summary>NaN is missing.</summary>
    NaNIsMissing = 8,
}
