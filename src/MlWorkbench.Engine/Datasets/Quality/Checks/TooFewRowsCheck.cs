namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>A table too small to distinguish a good model from a lucky one.</summary>
internal sealed class TooFewRowsCheck(int rows, int columns) : IQualityCheck
{
    // Below the first limit, no rows can be set aside for validation. Below the second, an accuracy of 90 % is known to ±4 points at best (binomial, 95 %).
    private const int Unusable = 20;
    private const int Few = 200;

    public string Name => "too_few_rows";

    public void Inspect(InspectedColumn column)
    {
        // This check uses only the number of rows.
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        if (rows < Few)
        {
            yield return new QualityFinding(
                Name,
                rows < Unusable ? QualitySeverity.Blocker : QualitySeverity.Warning,
                $"The table has {QualityText.Rows(rows)} for {QualityText.Columns(columns)}: "
                + $"{(rows < Unusable ? "too few to train and evaluate a model" : "a model's quality can only be estimated roughly")}.",
                "Collect more rows. Until then, prefer simple models and rely on the intervals, not on single values.",
                "rows",
                []);
        }
    }
}
