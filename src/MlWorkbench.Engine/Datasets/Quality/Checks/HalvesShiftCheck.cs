namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Whether the second half of the file looks like the first one: files are often sorted, or change their source half-way.</summary>
internal sealed class HalvesShiftCheck(int rows) : IQualityCheck
{
    private readonly ShiftComparison _halves = new([.. Enumerable.Range(0, rows / 2)], [.. Enumerable.Range(rows / 2, rows - (rows / 2))]);

    public string Name => "halves_shift";

    public void Inspect(InspectedColumn column) => _halves.Inspect(column);

    public IEnumerable<QualityFinding> Conclude() => _halves.Conclude(
        Name,
        "between the first and the second half of the file",
        "If the rows are in the order of time, validate by time. If the file is only sorted, nothing has to be done: the search shuffles.");
}
