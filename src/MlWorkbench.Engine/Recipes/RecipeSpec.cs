namespace MlWorkbench.Engine.Recipes;

/// <summary>What a recipe is asked to do.</summary>
/// <param name="MaxLevels">Categories with more levels are encoded by the target instead of by codes (trees) or flags (linear).</param>
/// <param name="MinLevelRows">Linear: levels with fewer training rows share one flag.</param>
/// <param name="TargetSmoothing">Rows of the overall mean that are added to each level before its mean is taken.</param>
/// <param name="Folds">Parts for the out-of-fold features of the training rows.</param>
/// <param name="MaxTextGrams">Most words and word pairs, and most character runs, that a text column may add.</param>
public sealed record RecipeSpec(
    RecipeKind Kind,
    int MaxLevels = 64,
    int MinLevelRows = 5,
    double TargetSmoothing = 10,
    int Folds = 5,
    int MaxTextGrams = 25_000);
