using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Categories with very many levels, most of them too rare to learn from.</summary>
internal sealed class HighCardinalityCheck : IQualityCheck
{
    private const int ManyLevels = 100;

    private readonly List<ColumnEvidence> _columns = [];

    public string Name => "high_cardinality";

    public void Inspect(InspectedColumn column)
    {
        if (column is { Type: ColumnType.Category, Role: ColumnRole.Feature } && column.Distinct > ManyLevels)
        {
            _columns.Add(new(column.Name, column.Distinct, $"{QualityText.Count(column.Distinct)} levels, {QualityText.Number((double)column.Present / column.Distinct)} rows each on average"));
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        if (_columns.Count > 0)
        {
            yield return new QualityFinding(
                Name,
                QualitySeverity.Note,
                $"{QualityText.Columns(_columns.Count)} {(_columns.Count == 1 ? "has" : "have")} more than {ManyLevels} levels: "
                + $"{QualityText.Names([.. _columns.Select(column => column.Column)])}.",
                "The search encodes them by the target instead of one column per level. Merging levels with the same meaning helps more.",
                "levels",
                [.. _columns.OrderByDescending(column => column.Value)]);
        }
    }
}
