using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>Selects the segments: those requested, otherwise the levels of categories with few levels.</summary>
internal static class SegmentChoice
{
    private const int FewestLevels = 2;
    private const int MostLevels = 12;
    private const int MostProposed = 6;

    public static IReadOnlyList<NamedSegment> Choose(Table labelled, ExperimentSpec spec)
    {
        if (spec.Segments is { } asked)
        {
            return asked;
        }

        return
        [
            .. labelled.Columns.OfType<CategoricalColumn>()
                .Where(column => column.Name != spec.Target && UsedLevels(column) is >= FewestLevels and <= MostLevels)
                .Select(column => NamedSegment.OfColumn(column.Name))
                .Take(MostProposed),
        ];
    }

    private static int UsedLevels(CategoricalColumn column)
    {
        var used = new HashSet<int>();
        foreach (var code in column.Codes)
        {
            if (code >= 0 && used.Add(code) && used.Count > MostLevels)
            {
                break;
            }
        }

        return used.Count;
    }
}
