using MlWorkbench.Engine.Datasets.Associations;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Nearly redundant numbers: Pearson's |r| above 0.9 (Deepchecks' threshold between features), over at most 20,000 evenly spaced rows.</summary>
internal sealed class CorrelatedColumnsCheck : IQualityCheck
{
    private const double Threshold = 0.9;
    private const int MostColumns = 1_000;

    private readonly List<(string Name, float[] Scores)> _columns = [];

    public string Name => "correlated_columns";

    public void Inspect(InspectedColumn column)
    {
        if (column.Type is ColumnType.Integer or ColumnType.Number && column.Role == ColumnRole.Feature && column.Distinct > 2 && _columns.Count < MostColumns)
        {
            var sampled = (NumericColumn)column.Values.Take(RowSample.Of(column.Rows));
            _columns.Add((column.Name, StandardScores.Of(sampled.Values)));
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        var pairs = new List<(string First, string Second, double Correlation)>();
        for (var i = 0; i < _columns.Count; i++)
        {
            for (var j = i + 1; j < _columns.Count; j++)
            {
                var correlation = StandardScores.Correlation(_columns[i].Scores, _columns[j].Scores);
                if (Math.Abs(correlation) > Threshold)
                {
                    pairs.Add((_columns[i].Name, _columns[j].Name, correlation));
                }
            }
        }

        if (pairs.Count > 0)
        {
            var strongest = pairs.OrderByDescending(pair => Math.Abs(pair.Correlation)).ToList();
            yield return new QualityFinding(
                Name,
                QualitySeverity.Note,
                $"{(pairs.Count == 1 ? "1 pair" : $"{QualityText.Count(pairs.Count)} pairs")} of columns are nearly redundant, above all "
                + $"{QualityText.Quote(strongest[0].First)} and {QualityText.Quote(strongest[0].Second)} (r = "
                + $"{QualityText.Number(strongest[0].Correlation)}).",
                "If the model must be explained, keep one column of each pair: importance is divided between them arbitrarily. Accuracy rarely suffers.",
                "Pearson's r",
                [.. strongest.Select(pair => new ColumnEvidence(pair.First, pair.Correlation, $"with {QualityText.Quote(pair.Second)}: r = {QualityText.Number(pair.Correlation)}"))]);
        }
    }
}
