namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Compares the second half of the file with the first. Files are often sorted, or change their source in the middle.</summary>
internal sealed class HalvesShiftCheck(int rows) : IQualityCheck
{
    private readonly ShiftComparison _halves = new([.. Enumerable.Range(0, rows / 2)], [.. Enumerable.Range(rows / 2, rows - (rows / 2))]);

    public string Name => "halves_shift";

    public void Inspect(InspectedColumn column) => _halves.Inspect(column);

    public IEnumerable<QualityFinding> Conclude() => _halves.Conclude(
        Name,
        "between the first and the second half of the file",
        "If the rows are in order of time, validate by time. If the file is sorted by something else, no action is needed: the search shuffles the rows.");
}
