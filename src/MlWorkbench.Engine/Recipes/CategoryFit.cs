using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Steps;

namespace MlWorkbench.Engine.Recipes;

/// <summary>Fits the steps of a column of categories: codes or flags, and for many levels encodings by target and share.</summary>
internal static class CategoryFit
{
    /// <param name="codes">The name of the feature of codes, where it is not the column's.</param>
    public static IEnumerable<FittedStep> Fit(RecipeSpec spec, CategoricalColumn column, EncodingTarget target, string? codes = null)
    {
        var counts = LevelCounts.Of(column);
        if (counts.Codes.Length + (counts.Missing > 0 ? 1 : 0) < 2)
        {
            return [];
        }

        var many = counts.Codes.Length > spec.MaxLevels;
        return (spec.Kind, many) switch
        {
            // A split on two codes is a threshold; thresholds also learn where missing goes.
            (RecipeKind.Trees, false) => [new FittedStep(new CategoryCodeStep(column.Name, counts.Levels, [codes ?? column.Name]), Categorical: counts.Codes.Length > 2)],
            (RecipeKind.Trees, true) => [TargetEncodeFit.Fit(spec, column, counts, target), new FittedStep(Share(column, counts)), .. Codes(spec, column, counts, target, codes)],
            (_, false) => [new FittedStep(OneHot(spec, column, counts))],
            _ => [TargetEncodeFit.Fit(spec, column, counts, target)],
        };
    }

    /// <summary>
    /// The encoding tells rare levels apart; codes tell apart what frequent levels have to do with other columns. Where levels do not differ,
    /// so many codes would be noise to learn.
    /// </summary>
    private static IEnumerable<FittedStep> Codes(RecipeSpec spec, CategoricalColumn column, LevelCounts counts, EncodingTarget target, string? name) =>
        LevelMeans.Of(column, target).Differ()
            ? [new FittedStep(new CategoryCodeStep(column.Name, counts.Levels[..Math.Min(counts.Levels.Length, spec.MaxCodes)], [name ?? column.Name]), Categorical: true)]
            : [];

    private static CountEncodeStep Share(CategoricalColumn column, LevelCounts counts) => new(
        column.Name,
        counts.Levels,
        Array.ConvertAll(counts.Rows, rows => (float)rows / column.Length),
        (float)counts.Missing / column.Length);

    private static OneHotStep OneHot(RecipeSpec spec, CategoricalColumn column, LevelCounts counts)
    {
        var frequent = counts.Rows.Count(rows => rows >= spec.MinLevelRows);
        return new OneHotStep(column.Name, counts.Levels[..frequent], other: frequent < counts.Levels.Length, missing: counts.Missing > 0);
    }
}
