using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Engine.Features;

/// <summary>Fits the steps of a category column: codes or flags, and for many levels encodings by target and share.</summary>
internal static class CategoryFit
{
    /// <summary>Up to this many levels, splits separate one level at a time. Splits on sets of more find differences by chance.</summary>
    public const int FewLevels = 8;

    /// <param name="codes">The name of the code feature, if it differs from that of the column.</param>
    public static IEnumerable<FittedStep> Fit(FeatureSpec spec, CategoricalColumn column, EncodingTarget target, string? codes = null)
    {
        var counts = ColumnLevelCounts.Of(column);
        if (counts.Codes.Length + (counts.Missing > 0 ? 1 : 0) < 2)
        {
            return [];
        }

        if (counts.Codes.Length > spec.MaxLevels)
        {
            return OfMany(spec, column, counts, target, codes ?? column.Name);
        }

        return spec.Kind == FeatureKind.Trees
            ? [new FittedStep(new CategoryCodeStep(column.Name, counts.Levels, [codes ?? column.Name]), Categorical: HasSets(column, counts, target))]
            : [new FittedStep(OneHot(spec, column, counts))];
    }

    /// <summary>
    /// Whether trees split on sets of levels. A split on two codes is a threshold, and thresholds also learn the direction of missing values. For many levels
    /// that do not differ, thresholds separate frequent from rare levels.
    /// </summary>
    private static bool HasSets(CategoricalColumn column, ColumnLevelCounts counts, EncodingTarget target) =>
        counts.Codes.Length > 2 && (counts.Codes.Length <= FewLevels || LevelMeans.Of(column, target).Differ());

    /// <summary>
    /// The encoding separates rare levels; codes separate the interactions of frequent levels with other columns. If levels do not differ,
    /// many codes would be noise.
    /// </summary>
    private static IEnumerable<FittedStep> OfMany(FeatureSpec spec, CategoricalColumn column, ColumnLevelCounts counts, EncodingTarget target, string codes)
    {
        var means = LevelMeans.Of(column, target);
        yield return TargetEncodeFit.Fit(spec, column, counts, target, means);
        if (spec.Kind != FeatureKind.Trees)
        {
            yield break;
        }

        yield return new FittedStep(Share(column, counts));
        if (means.Differ())
        {
            var frequent = counts.Levels[..Math.Min(counts.Levels.Length, spec.MaxCodes)];
            yield return new FittedStep(new CategoryCodeStep(column.Name, frequent, [codes]), Categorical: true);
        }
    }

    private static CountEncodeStep Share(CategoricalColumn column, ColumnLevelCounts counts) => new(
        column.Name,
        counts.Levels,
        Array.ConvertAll(counts.Rows, rows => (float)rows / column.Length),
        (float)counts.Missing / column.Length);

    private static OneHotStep OneHot(FeatureSpec spec, CategoricalColumn column, ColumnLevelCounts counts)
    {
        var frequent = counts.Rows.Count(rows => rows >= spec.MinLevelRows);
        return new OneHotStep(column.Name, counts.Levels[..frequent], other: frequent < counts.Levels.Length, missing: counts.Missing > 0);
    }
}
