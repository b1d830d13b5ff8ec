namespace MlWorkbench.Engine.Features;

/// <summary>Settings of a feature pipeline.</summary>
/// <param name="MaxLevels">Categories with more levels are encoded by the target, in addition to codes (trees) or instead of flags (linear).</param>
/// <param name="MaxCodes">Trees: maximum number of levels of a column with their own code.</param>
/// <param name="MinLevelRows">Linear: levels with fewer training rows share one flag.</param>
/// <param name="TargetSmoothing">
/// Rows of the overall mean that are added to each level before its mean is computed. If null, the number is estimated from the differences between levels.
/// </param>
/// <param name="Folds">Number of parts for the out-of-fold features of the training rows.</param>
/// <param name="MaxTextGrams">Maximum number of words and word pairs, and of character runs, that a text column can add.</param>
public sealed record FeatureSpec(
    FeatureKind Kind,
    int MaxLevels = 64,
    int MaxCodes = 1024,
    int MinLevelRows = 5,
    double? TargetSmoothing = null,
    int Folds = 5,
    int MaxTextGrams = 25_000);
