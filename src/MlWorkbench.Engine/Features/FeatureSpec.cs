namespace MlWorkbench.Engine.Features;

/// <summary>What a recipe is asked to do.</summary>
/// <param name="MaxLevels">Categories with more levels are encoded by the target, besides codes (trees) or instead of flags (linear).</param>
/// <param name="MaxCodes">Trees: most levels of a column that have a code of their own.</param>
/// <param name="MinLevelRows">Linear: levels with fewer training rows share one flag.</param>
/// <param name="TargetSmoothing">Rows of the overall mean that are added to each level before its mean is taken; null: as many as the column's levels differ little.</param>
/// <param name="Folds">Parts for the out-of-fold features of the training rows.</param>
/// <param name="MaxTextGrams">Most words and word pairs, and most character runs, that a text column may add.</param>
public sealed record FeatureSpec(
    FeatureKind Kind,
    int MaxLevels = 64,
    int MaxCodes = 1024,
    int MinLevelRows = 5,
    double? TargetSmoothing = null,
    int Folds = 5,
    int MaxTextGrams = 25_000);
