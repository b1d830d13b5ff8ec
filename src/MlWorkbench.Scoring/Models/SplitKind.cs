namespace MlWorkbench.Scoring.Models;

/// <summary>Decision rules of inner nodes, as bits of LightGBM's <c>decision_type</c>.</summary>
[Flags]
public enum SplitKind : byte
{
    /// <summary>By threshold. A missing value counts as 0.</summary>
    Numeric = 0,

    /// <summary>By a set of codes. Missing and negative values go right.</summary>
    Categorical = 1,

    /// <summary>Missing values go left instead of right.</summary>
    DefaultLeft = 2,

    /// <summary>0 and NaN are missing.</summary>
    ZeroIsMissing = 4,

    /// <summary>NaN is missing.</summary>
    NaNIsMissing = 8,
}
